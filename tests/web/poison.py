#!/usr/bin/python3
"""Puts markup, script, SQL and template tags into every text of a database, as a document with such text in it would: poison.py DB
Prints the text that was put in. The index is left as it is: every text keeps what it had before, in front."""
import json
import sqlite3
import sys

POISON = """ <script>document.title='got in'</script><img src=x onerror="document.title='got in'">"'--></title></textarea><svg onload="document.title='got in'">{{{title}}}[[site.menu]]'; DROP TABLE measures; --"""
TEXTS = {
    "documents": "organisation district province title department telephone reference subject addressee ita_grade ita_previous_grade",
    "measures": "no title method responsible monitoring period period_start result outcome recommendation",
    "signatures": "name position opinion_of comment",
    "oit_items": "code title",
    "scores": "organisation level",
    "findings": "value reason reading",
    "ledger": "path message",
    "pages": "text source_reason",
    "search_values": "value",
}


def worse(provenance):
    """Provenance with raw texts that hold the poison too."""
    values = json.loads(provenance)
    for value in values.values():
        raw = value[3] if len(value) > 3 and isinstance(value[3], str) else "raw"
        value[3:4] = [raw + POISON]
    return json.dumps(values, ensure_ascii=False)


db = sqlite3.connect(sys.argv[1])
db.create_function("worse", 1, worse)
db.execute("DROP TRIGGER measures_are_rewritten")
for table, columns in TEXTS.items():
    for column in columns.split():
        db.execute(f"UPDATE {table} SET {column} = {column} || ? WHERE {column} IS NOT NULL", (POISON,))
for table in ("documents", "measures", "signatures", "oit_items", "scores"):
    db.execute(f"UPDATE {table} SET provenance = worse(provenance)")
db.commit()
print(POISON)
