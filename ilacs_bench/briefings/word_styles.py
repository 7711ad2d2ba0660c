"""The styles of a Word document: A4, one plain font, real heading styles, its language."""

from typing import Any

from docx import Document
from docx.document import Document as WordDocument
from docx.enum.style import WD_STYLE_TYPE
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Cm, Pt, RGBColor

LANGUAGE = "en-GB"
HEADING_FILL = "DCE9E7"
_PAGE_WIDTH, _PAGE_HEIGHT, _MARGIN = 21.0, 29.7, 2.0
TEXT_WIDTH = _PAGE_WIDTH - 2 * _MARGIN
"""Centimetres between the margins."""
_FONT = "Arial"
_BOX_INDENT = 0.25
"""Centimetres, so that the borders of the box are within the text's margins."""
_INK = RGBColor(0x0B, 0x0C, 0x0C)
_ACCENT = RGBColor(0x0F, 0x5B, 0x54)
_LINK = RGBColor(0x0B, 0x4F, 0x8A)
_SIZES = {
    "Normal": (11, 0, 5),
    "Title": (20, 0, 4),
    "Subtitle": (12, 0, 6),
    "Heading 1": (15, 12, 4),
    "List Bullet": (11, 0, 3),
    "Caption": (10, 4, 4),
}
"""Font size, and the space before and after a paragraph, in points."""
_IN_ACCENT = ("Title", "Heading 1")


def styled_document() -> WordDocument:
    """Return an empty document with the styles that the paper uses."""
    document = Document()
    _drop_older_styles(document)
    page = document.sections[0]
    page.page_width, page.page_height = Cm(_PAGE_WIDTH), Cm(_PAGE_HEIGHT)
    for side in ("left", "right", "top", "bottom"):
        setattr(page, f"{side}_margin", Cm(_MARGIN))
    for name, (size, before, after) in _SIZES.items():
        style = document.styles[name]
        _set_look(style, size, before, after)
        style.font.color.rgb = _ACCENT if name in _IN_ACCENT else _INK
        style.font.italic = False
    _add_styles(document)
    _set_language(document)
    _add_page_number(document)
    return document


def _drop_older_styles(document: WordDocument) -> None:
    """Remove the template's duplicate styles for Word 2010, which would lack our changes."""
    for name, relation in list(document.part.rels.items()):
        if relation.reltype.endswith("/stylesWithEffects"):
            document.part.drop_rel(name)


def _set_look(style: Any, size: float, before: float, after: float) -> None:
    style.font.name, style.font.size = _FONT, Pt(size)
    for odd in style.element.get_or_add_rPr().xpath("./w:spacing | ./w:kern"):
        odd.getparent().remove(odd)
    fonts = style.element.get_or_add_rPr().get_or_add_rFonts()
    for name in list(fonts.attrib):
        if "Theme" in name:  # a theme font would override the named font
            del fonts.attrib[name]
    for script in ("w:eastAsia", "w:cs"):
        fonts.set(qn(script), _FONT)
    style.paragraph_format.space_before = Pt(before)
    style.paragraph_format.space_after = Pt(after)
    style.paragraph_format.keep_with_next = style.name.startswith(("Heading", "Caption"))


def _add_styles(document: WordDocument) -> None:
    for name, bold in (("Table text", False), ("Table heading", True)):
        style = document.styles.add_style(name, WD_STYLE_TYPE.PARAGRAPH)
        style.base_style = document.styles["Normal"]
        _set_look(style, 9.5, 2, 2)
        style.font.bold = bold
    box = document.styles.add_style("Box text", WD_STYLE_TYPE.PARAGRAPH)
    box.base_style = document.styles["Normal"]
    _set_look(box, 10, 0, 4)
    _frame(box)
    link = document.styles.add_style("Hyperlink", WD_STYLE_TYPE.CHARACTER)
    link.font.color.rgb, link.font.underline = _LINK, True


def _frame(style: Any) -> None:
    """Add a border to a style, which Word draws around consecutive paragraphs."""
    borders = OxmlElement("w:pBdr")
    for side in ("top", "left", "bottom", "right"):
        line = OxmlElement(f"w:{side}")
        for name, value in (("val", "single"), ("sz", "8"), ("space", "6"), ("color", "0F5B54")):
            line.set(qn(f"w:{name}"), value)
        borders.append(line)
    properties = style.element.get_or_add_pPr()
    properties.insert_element_before(borders, "w:shd", "w:tabs", "w:spacing", "w:ind", "w:jc")
    style.paragraph_format.left_indent = style.paragraph_format.right_indent = Cm(_BOX_INDENT)


def _set_language(document: WordDocument) -> None:
    """Set British English for all text, for spelling and for screen readers."""
    for language in document.styles.element.iter(qn("w:lang")):
        language.set(qn("w:val"), LANGUAGE)
    settings = document.settings.element
    for language in settings.iter(qn("w:themeFontLang")):
        language.set(qn("w:val"), LANGUAGE)


def _add_page_number(document: WordDocument) -> None:
    paragraph = document.sections[0].footer.paragraphs[0]
    paragraph.add_run("Page ")
    field = OxmlElement("w:fldSimple")
    field.set(qn("w:instr"), "PAGE")
    field.append(paragraph.add_run("1")._r)
    paragraph._p.append(field)
