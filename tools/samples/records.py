"""The records that a source must give, in the form of the seeds' expected.json. Pure: source in, record out."""
import re

from tables import CUT

MONTHS = "มกราคม กุมภาพันธ์ มีนาคม เมษายน พฤษภาคม มิถุนายน กรกฎาคม สิงหาคม กันยายน ตุลาคม พฤศจิกายน ธันวาคม".split()
DIGITS = str.maketrans("๐๑๒๓๔๕๖๗๘๙", "0123456789")
TEXTS = ("title", "method", "responsible", "monitoring", "result", "outcome", "recommendation")


def iso(text):
    """"๕ ตุลาคม ๒๕๖๔" -> 2021-10-05; without a day -> 2021-10."""
    m = re.fullmatch(r"(?:(\d+)\s+)?(\S+)\s+(?:พ\.ศ\. ?)?(\d{4})", text.translate(DIGITS).strip())
    day, month, year = m[1], MONTHS.index(m[2]) + 1, int(m[3]) - 543
    return f"{year}-{month:02}" + (f"-{int(day):02}" if day else "")


def plain(text):
    """Text as a record has it: markup gone, the cut of a row a line break."""
    if text in (None, ""):
        return None
    return re.sub(r"\*\*|\[\[.*?\]\]", "", text.replace(CUT, "\n")).strip()


def memo_record(block):
    record = {key: plain(block.get(key)) for key in ("department", "telephone", "reference", "subject", "to")}
    record["date"] = iso(block["date"])
    if "reference_drawn" in block:  # the running number is handwritten
        record["reference_printed"] = plain(block["reference_drawn"])
        record["reference"] = None
    if "date_drawn" in block:
        record["date_printed"] = iso(plain(block["date_drawn"]))
    return record


def measure(row, block, shown, group):
    record = {"no": str(row["no"]) if row.get("no") else None, "group": group,
              "status": row.get("status") if shown is None or shown & {"status", "status:done"} else None}
    for key in TEXTS:
        record[key] = plain(row.get(key)) if shown is None or key in shown else None
    period = row.get("period") if shown is None or "period" in shown else None
    record["period"] = {"raw": period["raw"], "start": period.get("start"), "end": period.get("end")} if period else None
    return record


def measures_of(block):
    if block["kind"] == "numbered":
        return [measure({"no": r["no"], "title": r["title"]}, block, None, block.get("group")) for r in block["rows"]]
    shown, group, out = {c["key"] for c in block["columns"]}, block.get("group"), []
    for row in block["rows"]:
        if "group_row" in row:
            group = row.get("group", group)
        elif "cut" not in row:
            out.append(measure(row, block, shown, group))
    return out


def record(document, name):
    blocks = document["block"]
    kinds = lambda kind: [b for b in blocks if b["kind"] == kind]
    organisation = {key: document["organisation"].get(key) for key in ("name", "district", "province")}
    out = {"document": name, "organisation": organisation, "fiscal_year": document.get("fiscal_year"),
           "memo": memo_record(kinds("memo")[0]) if kinds("memo") else None, "ita_result": None, "signatures": [], "oit_items": [], "measures": []}
    if "ita_result" in document:
        out["ita_result"] = {key: document["ita_result"].get(key) for key in ("fiscal_year", "score", "grade", "change", "previous_grade")}
    for block in blocks:
        if block["kind"] == "signatures":
            out["signatures"] += [{"name": p["name"], "position": p["position"].replace("\n", " "), "opinion_of": p.get("opinion_of"),
                                   "comment": plain(p.get("comment"))} for p in block["people"]]
        elif block["kind"] == "items":
            out["oit_items"] += [{"code": row["code"], "title": row["title"]} for row in block["rows"]]
        elif block["kind"] == "numbered" and block.get("records", True) or block["kind"] == "table":
            out["measures"] += measures_of(block)
        elif block["kind"] == "scores":
            out.setdefault("scores", []).extend({"organisation": r["organisation"], **{k: number(r[k]) for k in ("iit", "eit", "oit", "total")},
                                                 "level": None if r["level"] == "-" else r["level"]} for r in block["rows"])
    if "measures" in document:  # told by who wrote the blocks, not by them
        out["measures"] = document["measures"]
    if "scores" in document:  # of tables whose cells do not say which is which: grids
        out["scores"] = document["scores"]
    return out | {"oit_items": document.get("oit", out["oit_items"])}


def archive(document, record, pages):
    """What a document holds in the form of ../shared/archive/truth: lists are what is accepted, None among them that none is."""
    blocks = document["block"]
    signed = [{"name": re.sub(r"\s+", " ", p["name"]), "position": positions(p)} for b in blocks if b["kind"] == "signatures" for p in b["people"]]
    header = document.get("header") or record["memo"] or {}
    kind, title = headed(blocks[0]) if "kind" not in document else (document["kind"], document["title"])
    return {"pages": pages, "kind": kind, "organisation": document.get("accepted", [record["organisation"]["name"]]), "title": [t and re.sub(r"\s+", " ", t) for t in title],
            "fiscal_year": record["fiscal_year"], "memo": header, "ita_result": record["ita_result"], "measures": record["measures"], "oit_items": len(record["oit_items"]), "signatures": signed}


def headed(block):
    """Kind and titles of a report on measures, by what it begins with."""
    if block["kind"] == "memo":
        return ["memo"], [block["subject"]]
    lines = block["lines"] if block["kind"] == "announcement" else block["texts"][0].split("\n")
    kind = "announcement" if block["kind"] == "announcement" else "report"
    return [kind], [" ".join(lines), lines[1].removeprefix("เรื่อง ") if kind == "announcement" else lines[0]]


def positions(person):
    """A position with its second line and its role, or either without."""
    first, whole, role = person["position"].split("\n")[0], person["position"].replace("\n", " "), person.get("role")
    return list(dict.fromkeys([whole, first] + ([f"{whole} {role}", f"{role} {whole}", role] if role else [])))


def number(text):
    return None if text in ("", "-") else float(text.translate(DIGITS).replace(",", ""))
