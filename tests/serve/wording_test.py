#!/usr/bin/python3
"""The words of the desk: what a person reads is in Thai and English, names no option of the command line, and uses none of the words that
officials did not understand."""
import pathlib
import re
import sys
import tomllib

ROOT = pathlib.Path(__file__).resolve().parents[2]
STRINGS = tomllib.loads((ROOT / 'tools/web/strings.toml').read_text())
# The word that was there before, and what stands in its place.
GONE = {'บัญชีรับไฟล์': 'ทะเบียนนำเข้าไฟล์', 'ลองไฟล์ที่ลองใหม่ได้': 'นำเข้าใหม่เฉพาะไฟล์ที่ล้มเหลวชั่วคราว', 'คำค้นนี้อ่านไม่ได้': 'รูปแบบคำค้นไม่ถูกต้อง',
        'อ่านคำขอไม่ได้': 'ข้อมูลที่กรอกไม่ถูกต้อง', 'บทบาท': 'สิทธิ์', 'ควรดู': 'ควรตรวจสอบ', 'โต๊ะ': 'ระบบตรวจสอบรายงาน ITA', 'แฟ้ม': 'ไฟล์ หรือ ประเด็นตรวจสอบ'}
KEPT = {'review.accept': 'ยืนยันว่าถูกต้อง', 'action.accepted': 'ยืนยันว่าถูกต้อง', 'import.ledger': 'ทะเบียนนำเข้าไฟล์', 'overview.ledger': 'ทะเบียนนำเข้าไฟล์',
        'import.retry': 'นำเข้าใหม่เฉพาะไฟล์ที่ล้มเหลวชั่วคราว', 'search.bad_query': 'รูปแบบคำค้นไม่ถูกต้อง', 'error.usage': 'ข้อมูลที่กรอกไม่ถูกต้อง',
        'error.role': 'บัญชีของท่านไม่มีสิทธิ์ใช้หน้านี้', 'document.less_sure': 'ควรตรวจสอบ', 'search.facet_group': 'เครื่องมือประเมิน (IIT/EIT/OIT)',
        'field.group': 'เครื่องมือประเมิน (IIT/EIT/OIT)', 'site.tagline': 'ระบบตรวจสอบรายงาน ITA'}
# คุณ by itself, not as in คุณธรรม or คุณภาพ.
YOU = re.compile(r'คุณ(?!ธ|ภ|ส|ลักษณ|วุฒิ)')
# Where commands are meant: pages of administrators, and how evidence is checked without the desk.
COMMANDS = {'accounts.how', 'health.index_bad', 'health.backup_faulty', 'bundle.how_to_check'}
THE_SAME = {'field.iit', 'field.eit', 'field.oit', 'search.placeholder', 'error.usage_try', 'site.other_language_code', 'site.other_language'}

faults = []
for section, entries in STRINGS.items():
    if section == 'says':
        continue
    for name, pair in entries.items():
        key = f'{section}.{name}'
        if len(pair) != 2 or not all(pair):
            faults.append(f'{key}: give Thai and English')
            continue
        thai, english = pair
        if key not in THE_SAME and not re.search('[\u0e00-\u0e7f]', thai):
            faults.append(f'{key}: the Thai is not Thai: {thai}')
        for text in pair:
            if re.search(r'(^|\s)--[a-z]', text):
                faults.append(f'{key}: names an option of the command line: {text}')
            if key not in COMMANDS and re.search(r'\bbanthuek [a-z]', text):
                faults.append(f'{key}: names a command: {text}')
        faults += [f'{key}: {gone} was to be {now}: {thai}' for gone, now in GONE.items() if gone in thai]
        if YOU.search(thai):
            faults.append(f'{key}: คุณ was to be ท่าน: {thai}')
for key, wanted in KEPT.items():
    section, name = key.split('.')
    if STRINGS[section][name][0] != wanted:
        faults.append(f'{key}: {STRINGS[section][name][0]}, not {wanted}')
for path in [*(ROOT / 'tools/web/templates').glob('*_th.mustache'), *(ROOT / 'tools/web/bundle').glob('*')]:
    text = path.read_text()
    faults += [f'{path.name}: {gone}' for gone in GONE if gone in text] + ([f'{path.name}: คุณ'] if YOU.search(text) else [])
print('\n'.join(faults) or 'the words are those agreed on')
sys.exit(1 if faults else 0)
