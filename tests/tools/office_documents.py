#!/usr/bin/python3
"""Writes memo.docx, memo.odt and sheet.xlsx, as small as they can be, for the tests of office documents. usage: office_documents.py FOLDER"""
import sys
import zipfile

text = ["บันทึกข้อความ", "ส่วนราชการ สำนักปลัด เทศบาลตำบลตัวอย่าง", "ที่ ตย ๐๑๒๓/๔ วันที่ ๕ มกราคม ๒๕๖๖", "เรื่อง รายงานผลการดำเนินการตามมาตรการ"]
folder = sys.argv[1]
with zipfile.ZipFile(folder + "/memo.docx", "w", zipfile.ZIP_DEFLATED) as z:
    z.writestr("[Content_Types].xml", '<?xml version="1.0"?><Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"><Default Extension="rels" '
               'ContentType="application/vnd.openxmlformats-package.relationships+xml"/><Override PartName="/word/document.xml" '
               'ContentType="application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"/></Types>')
    z.writestr("_rels/.rels", '<?xml version="1.0"?><Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="r" '
               'Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/officeDocument" Target="word/document.xml"/></Relationships>')
    z.writestr("word/document.xml", '<?xml version="1.0" encoding="UTF-8"?><w:document xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"><w:body>'
               + "".join(f"<w:p><w:r><w:t>{t}</w:t></w:r></w:p>" for t in text) + "</w:body></w:document>")
with zipfile.ZipFile(folder + "/memo.odt", "w") as z:
    z.writestr("mimetype", "application/vnd.oasis.opendocument.text")
    z.writestr("META-INF/manifest.xml", '<?xml version="1.0"?><manifest:manifest xmlns:manifest="urn:oasis:names:tc:opendocument:xmlns:manifest:1.0" manifest:version="1.2">'
               '<manifest:file-entry manifest:full-path="/" manifest:media-type="application/vnd.oasis.opendocument.text"/>'
               '<manifest:file-entry manifest:full-path="content.xml" manifest:media-type="text/xml"/></manifest:manifest>')
    z.writestr("content.xml", '<?xml version="1.0" encoding="UTF-8"?><office:document-content xmlns:office="urn:oasis:names:tc:opendocument:xmlns:office:1.0" '
               'xmlns:text="urn:oasis:names:tc:opendocument:xmlns:text:1.0" office:version="1.2"><office:body><office:text>'
               + "".join(f"<text:p>{t} ๒</text:p>" for t in text) + "</office:text></office:body></office:document-content>")
with zipfile.ZipFile(folder + "/sheet.xlsx", "w") as z:
    z.writestr("[Content_Types].xml", "<Types/>")
    z.writestr("xl/workbook.xml", "<workbook/>")
