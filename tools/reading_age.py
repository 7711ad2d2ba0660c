"""Print the reading age of each page: sentences of its prose, without tables and controls.

pip install textstat==0.7.4 (not among the project's own), then, with `ilacs-bench serve` running:
python tools/reading_age.py [URL]
"""

import sys

import httpx
import textstat
from lxml import html

ADDRESSES = {
    "Our council": "council?la=suffolk",
    "Find councils": "find",
    "England": "national",
    "What’s new": "new?la=suffolk",
    "Themes": "themes?la=suffolk",
    "Extracts and trust": "extracts",
}
NO_PROSE = "//script|//style|//svg|//table|//form|//nav|//footer|//button"
FEWEST_WORDS = 6  # a shorter text is a label
AGE_OF_GRADE_0 = 5  # grade 0 of American schools is age five


def main() -> None:
    """Print per page: words, words per sentence, Flesch-Kincaid age, Flesch reading ease."""
    url = sys.argv[1] if len(sys.argv) > 1 else "http://127.0.0.1:8866"
    textstat.set_lang("en_GB")
    print("| page | words | words a sentence | reading age | reading ease |")
    print("| --- | --- | --- | --- | --- |")
    for name, address in ADDRESSES.items():
        text = prose(httpx.get(f"{url}/{address}", timeout=60).text)
        words = textstat.lexicon_count(text)
        length = words / textstat.sentence_count(text)
        age = textstat.flesch_kincaid_grade(text) + AGE_OF_GRADE_0
        ease = textstat.flesch_reading_ease(text)
        print(f"| {name} | {words} | {length:.0f} | {age:.0f} | {ease:.0f} |")


def prose(page: str) -> str:
    """Return the sentences of a page, without repeats."""
    tree = html.fromstring(page)
    for other in tree.xpath(NO_PROSE):
        other.drop_tree()
    texts = [" ".join(part.text_content().split()) for part in tree.xpath("//main//p|//main//li")]
    is_sentence = [t for t in texts if t.endswith((".", ":")) and len(t.split()) >= FEWEST_WORDS]
    return " ".join(dict.fromkeys(is_sentence))


if __name__ == "__main__":
    main()
