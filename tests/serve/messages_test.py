#!/usr/bin/python3
"""Every message of the program that can reach a page is known there: [says] of strings.toml holds its words, [message] says it in Thai
and English. Walks the sources; a message that is new or reworded fails until the strings follow."""
import pathlib
import re
import sys
import tomllib

ROOT = pathlib.Path(__file__).resolve().parents[2]
FOLDERS = ['pipeline/source', 'pipeline/process', 'pipeline/picture', 'pipeline/search', 'pipeline/serve/access', 'pipeline/serve/pages',
           'pipeline/serve/site', 'pipeline/casework', 'pipeline/serve/dossiers', 'pipeline/serve/admin', 'pipeline/serve/bulk']
FILES = ['pipeline/store/correct.cpp', 'pipeline/store/store.cpp', 'pipeline/base/sha256.cpp', 'pipeline/write/typeset.cpp'] + [
    f'pipeline/serve/bundle/{name}.cpp' for name in ('evidence', 'evidence_zip', 'zip')] + [
    f'pipeline/ingest/{name}.cpp' for name in ('container_job', 'conversion_queue', 'file_job', 'import_store', 'ingest', 'inputs',
                                               'libreoffice', 'page_worker')]
# Bugs and the server's own troubles are answered with a general page (error.inside); vocabularies and shards are read before the desk opens.
NOT_SHOWN = {'kInternal', 'kSchema', 'kDatabase'}
# Said to a terminal alone: a pool that cannot start ends the import before a row is written.
TERMINAL = {'was not ready in time; is the machine overloaded?', 'cannot be read; check that it is there and may be read',
            'no file can be made there; make room or set TMPDIR'}
# Put together of parts that are met by themselves.
MADE_OF_OTHERS = {'{}', '', 'in: {}', 'this is {}', "'{}' is no {}", "'{}' is in no document{}"}


def unquoted(text, at=0):
    """(place, sign, brackets open behind it) of what stands outside of quotes, from `at` on."""
    depth, quoted, i = 0, False, at
    while i < len(text):
        c = text[i]
        if quoted and c == '\\':
            i += 1
        elif c == '"':
            quoted = not quoted
        elif not quoted:
            depth += (c in '([{') - (c in ')]}')
            yield i, c, depth
        i += 1


def balanced(text, at):
    """What stands between the bracket at `at` and its end."""
    return next(text[at + 1:i] for i, c, depth in unquoted(text, at) if depth == 0)


def split(text, sign):
    """At `sign` outside of brackets and quotes."""
    parts, begin = [], 0
    for i, c, depth in unquoted(text):
        if depth == 0 and text.startswith(sign, i) and not (sign == ':' and (text[i - 1] == ':' or text[i + 1:i + 2] == ':')):
            parts.append(text[begin:i])
            begin = i + len(sign)
    return parts + [text[begin:]]


def statement(text, at):
    """From `at` to the semicolon that ends it."""
    return split(text[at:at + 2000], ';')[0]


def templates(expression):
    """What the expression can say, with {} for what varies."""
    expression = expression.strip()
    choice = split(expression, '?')
    if len(choice) == 2:
        return [t for part in split(choice[1], ':') for t in templates(part)]
    out = ['']
    for part in split(expression, '+'):
        part = part.strip()
        if part.startswith('std::string(') and part.endswith(')') and part[12:13] in '"':
            part = part[12:-1]
        if part.startswith('(') and part.endswith(')'):
            some = templates(part[1:-1])
        elif part.startswith('"'):
            some = [''.join(s.replace('\\"', '"').replace('\\\\', '\\') for s in re.findall(r'"((?:[^"\\]|\\.)*)"', part))]
        else:
            some = ['{}']
        out = [a + b for a in out for b in some]
    return [re.sub(r'(\{\})+', '{}', t) for t in out]


def said(path):
    text = path.read_text()
    text = re.sub(r'(?m)^\s*//.*$', '', text)
    for found in re.finditer(r'\bError\((ErrorKind::(\w+)|errno == ENOMEM[^,]*),', text):
        asks = path.parts[-2] if 'serve' not in path.parts else 'serve'
        if found.group(2) in NOT_SHOWN or (asks in ('serve', 'store', 'search') and found.group(2) != 'kUsage'):
            continue
        arguments = split(balanced(text, found.start() + len('Error')), ',')
        if len(arguments) == 3 and arguments[2].strip() not in ('message', 'message_', 'input.problem'):
            yield from templates(arguments[2])
    name = path.name
    if name == 'query.cpp':
        for found in re.finditer(r'\brefuse\((?!const)', text):
            yield from templates(balanced(text, found.end() - 1))
    if name == 'correct.cpp':
        for found in re.finditer(r'\brefuse\(text, ', text):
            for what in templates(split(balanced(text, found.start() + len('refuse')), ',')[1].replace('.c_str()', '')):
                yield "'{}' is no " + what
    if name == 'open_source.cpp':
        for what in re.findall(r'return "(an? [^"]*)";', text) + re.findall(r'"(an? [^"]*)"\},', text):
            yield 'this is ' + what
    if name in ('file_job.cpp', 'inputs.cpp', 'import_store.cpp'):
        for found in re.finditer(r'\breturn (?=(?:std::string\()?")', text):
            yield from (t for t in templates(statement(text, found.end())) if ' ' in t)
    if name == 'container_job.cpp':
        for found in re.finditer(r'message = (?=file\.place)', text):
            yield from templates(statement(text, found.end()))
    if name == 'ingest.cpp':
        for found in re.finditer(r'file\.place \+\s*": ', text):
            yield from templates(split(balanced('(' + text[found.start():], 0), ',')[0])
    if name == 'filter.cpp':
        yield "'{}' is in no document; leave it out, or see the values with --facets"
        yield "'{}' is in no document; did you mean {}?"
        kind = "in: '{}' is neither a kind of passages nor, in this database, one of records; "  # begun in search_view.cpp
        yield kind + "did you mean {}?"
        yield kind + "write some of {}, with commas between them; a kind of records is there once a table was read as one"
    if name == 'import_runs.cpp':
        yield from re.findall(r'refused\.push_back\(\{[^,]*, "([^"]*)"', text)


def pattern(words):
    return re.compile('.*'.join(re.escape(part) for part in words.split('{}')), re.S)


def main():
    strings = tomllib.loads((ROOT / 'tools/web/strings.toml').read_text())
    says, message = strings['says'], strings['message']
    known = {code: pattern(words) for code, words in says.items()}
    paths = [p for f in FOLDERS for p in sorted((ROOT / f).glob('*.cpp')) + sorted((ROOT / f).glob('*.h'))] + [ROOT / f for f in FILES]
    wrong, met, count = [], set(), 0
    for path in paths:
        for text in said(path):
            plain = re.sub(r'^\{\}(: )?', '', text) if text.startswith('{}: ') else text
            if plain in TERMINAL or plain in MADE_OF_OTHERS:
                continue
            count += 1
            codes = [code for code, expression in known.items()
                     if expression.fullmatch(plain.replace('{}', '7')) or expression.fullmatch(text.replace('{}', '7'))]
            met.update(codes)
            if not codes:
                wrong.append(f'{path.relative_to(ROOT)}: no [says] of strings.toml fits: {plain}')
    if count < 90:
        wrong.append(f'only {count} messages were met: the walk is broken')
    for code, both in message.items():
        if code != 'unknown' and code not in says:
            wrong.append(f'message.{code}: nothing says it')
        for text in both:
            if re.search(r'--\w|`|banthuek (show|search|user|ingest)|TMPDIR', text):
                wrong.append(f'message.{code} names the command line: {text}')
        if not re.search(r'[ก-๛]', both[0]):
            wrong.append(f'message.{code} is not Thai: {both[0]}')
    for code in says.keys() - message.keys():
        wrong.append(f'says.{code} has no message.{code}')
    for line in wrong:
        print(line)
    print(f'{count} messages, {len(known)} known, {len(known) - len(met)} of them not met in the walk')
    return 1 if wrong else 0


if __name__ == '__main__':
    sys.exit(main())
