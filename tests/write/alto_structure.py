"""Checks ALTO 4.2 by the schema's own content models, written down here: which element may hold which, in which order and how often, and which
attributes it must or may have, of which type. Source: the published schema of the Library of Congress, alto-4-2.xsd. Only what banthuek writes is here:
an element or attribute that is not listed is an error, though the schema may know it.
"""
import re
import xml.etree.ElementTree as ET

NS = "{http://www.loc.gov/standards/alto/ns-v4#}"
FLOAT = re.compile(r"[+-]?\d+(\.\d*)?([eE][+-]?\d+)?")
ID = re.compile(r"[A-Za-z_][A-Za-z0-9_.-]*")
PLACE = {"HEIGHT": "float", "WIDTH": "float", "HPOS": "float", "VPOS": "float"}
BLOCK = {"ID!": "id"} | PLACE
# element: (content model as a regular expression over the children's names, each followed by a blank; attributes, "!": required)
MODELS = {
    "alto": ("(Description )?Layout ", {"SCHEMAVERSION": "text"}),
    "Description": ("MeasurementUnit (sourceImageInformation )?", {}),
    "MeasurementUnit": ("", {}),
    "sourceImageInformation": ("(fileName )?", {}),
    "fileName": ("", {}),
    "Layout": ("(Page )+", {}),
    "Page": ("(PrintSpace )?", {"ID!": "id", "PHYSICAL_IMG_NR!": "float", "HEIGHT": "float", "WIDTH": "float"}),
    "PrintSpace": ("(TextBlock |ComposedBlock |Illustration )*", PLACE),
    "ComposedBlock": ("(TextBlock |ComposedBlock |Illustration )*", BLOCK | {"TYPE": "text"}),
    "Illustration": ("", BLOCK | {"TYPE": "text"}),
    "TextBlock": ("(TextLine )*", BLOCK),
    "TextLine": ("(String (SP )?)+", PLACE | {"ID": "id", "BASELINE": "text"}),
    "String": ("", PLACE | {"CONTENT!": "text", "WC": "share"}),
    "SP": ("", PLACE),
}


def fits(value, kind):
    if kind == "float":
        return FLOAT.fullmatch(value) is not None
    if kind == "share":
        return FLOAT.fullmatch(value) is not None and 0 <= float(value) <= 1
    return kind != "id" or ID.fullmatch(value) is not None


def faults(text):
    """What the schema would not take, one sentence each."""
    out, ids = [], set()

    def walk(element):
        name = element.tag.removeprefix(NS)
        if not element.tag.startswith(NS) or name not in MODELS:
            return out.append(f"<{element.tag}> is no element of ALTO that is known here")
        model, attributes = MODELS[name]
        children = "".join(child.tag.removeprefix(NS) + " " for child in element)
        if not re.fullmatch(model, children):
            out.append(f"<{name}> holds '{children.strip()}', not '{model.strip()}'")
        if name not in ("MeasurementUnit", "fileName") and (element.text or "").strip():
            out.append(f"<{name}> holds text")
        for key in attributes:
            if key.endswith("!") and key[:-1] not in element.attrib:
                out.append(f"<{name}> has no {key[:-1]}")
        for key, value in element.attrib.items():
            kind = attributes.get(key) or attributes.get(key + "!")
            if kind is None:
                out.append(f"<{name}> may have no {key}")
            elif not fits(value, kind):
                out.append(f"<{name}> {key}='{value}' is no {kind}")
            if kind == "id" and value in ids:
                out.append(f"ID '{value}' stands twice")
            if kind == "id":
                ids.add(value)
        if name == "MeasurementUnit" and element.text not in ("pixel", "mm10", "inch1200"):
            out.append(f"MeasurementUnit '{element.text}'")
        for child in element:
            walk(child)

    root = ET.fromstring(text)
    if root.tag != NS + "alto":
        return [f"<{root.tag}> is not <alto> of version 4"]
    walk(root)
    return out
