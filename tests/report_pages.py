"""Whole reports of each framework, short and in the tests' own words, as PDFs."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from itertools import count

from pdf_pages import ReportPdf

LEADERS = "The impact of leaders on social work practice with children and families"
HELP = "The experiences and progress of children who need help and protection"
IN_CARE = "The experiences and progress of children in care"
CARE_LEAVERS = "The experiences and progress of care leavers"
IN_CARE_AND_LEAVERS = "The experiences and progress of children in care and care leavers"
OVERALL = "Overall effectiveness"
TO_BE_GOOD = "Requires improvement to be good"

ILACS_TABLES = {
    "ilacs_2018": {
        LEADERS: "Good",
        HELP: TO_BE_GOOD,
        IN_CARE_AND_LEAVERS: "Outstanding",
        OVERALL: "Good",
    },
    "ilacs_2023": {
        LEADERS: "Good",
        HELP: TO_BE_GOOD,
        IN_CARE: "Outstanding",
        CARE_LEAVERS: "Inadequate",
        OVERALL: TO_BE_GOOD,
    },
    "ilacs_2026": {
        LEADERS: "Good",
        HELP: TO_BE_GOOD,
        IN_CARE: "Outstanding",
        CARE_LEAVERS: "Inadequate",
    },
}
ILACS_DATES = {
    "ilacs_2018": "16 to 20 July 2018",
    "ilacs_2023": "4 to 8 December 2023 and 14 to 15 February 2024",
    "ilacs_2026": "11 to 22 May 2026",
}
SIF_TABLE = {
    "1. Children who need help and protection": "Good",
    "2. Children looked after and achieving permanence": "Requires improvement",
    "2.1 Adoption performance": "Outstanding",
    "2.2 Experiences and progress of care leavers": "Good",
    "3. Leadership, management and governance": "Inadequate",
}
_TOPICS = ("school", "home", "health", "play", "work", "money", "travel", "sleep", "food", "pets")


def sentences(number: int) -> str:
    """Three sentences of a paragraph; no two paragraphs say the same."""
    topic = f"{_TOPICS[number % 10]} and {_TOPICS[number // 10 % 10]}"
    return (
        f"Families talk about {topic} with the same worker, e.g. at a visit, which they value. "
        f"Plans for {topic} are short and in plain words. When a date slips, a manager asks why, "
        f"and writes down what was said of {topic} within two working days."
    )


@dataclass(frozen=True)
class Ilacs:
    """What one report of ILACS says; every part may be changed."""

    framework: str = "ilacs_2023"
    title: tuple[str, ...] = ("Inspection of East Sussex local", "authority children’s services")
    dates: str = ""
    lead: str | None = "Lead inspector: Ada Byron, His Majesty’s Inspector"
    table: dict[str, str] | None = None
    columns_apart: bool = False
    improvements: Sequence[str] = (
        "The time that families wait for a first visit. (outcome 1, national framework)",
        "How often managers record why a decision was made [Enabler two, National Framework].",
    )
    priorities: Sequence[str] = ()
    paragraphs: int = 4  # in each section
    summary: str = "Families in this place are heard. Leaders know what to do next and do it."
    headings: dict[str, str] = field(default_factory=dict)  # grades that differ from the table's
    skip: frozenset[int] = field(default_factory=frozenset)
    announced: str = ""  # prose under the heading of what must improve
    running_head: str = "Inspection of East Sussex"

    def pdf(self, **encryption: str) -> ReportPdf:
        table = self.table or ILACS_TABLES[self.framework]
        pages = ReportPdf(self.running_head, **encryption)
        pages.large(*self.title)
        pages.bold(f"Inspection dates: {self.dates or ILACS_DATES[self.framework]}")
        if self.lead:
            pages.bold(self.lead)
        pages.bold("Judgement      Grade")
        pages.grades(list(table.items()), columns_apart=self.columns_apart)
        pages.prose(self.summary)
        if self.priorities:
            pages.heading("Areas for priority action").bullets(*self.priorities)
        pages.heading("What needs to improve?")
        if self.announced:
            pages.prose(self.announced)
        pages.bullets(*self.improvements)
        numbers = (n for n in count(1) if n not in self.skip)
        for label, grade in table.items():
            if label != OVERALL:
                pages.heading(f"{label}: {self.headings.get(label, grade).lower()}")
                for _ in range(self.paragraphs):
                    _paragraph(pages, next(numbers))
        pages.add_page()
        pages.prose(
            "The Office for Standards in Education, Children’s Services and Skills (Ofsted) is "
            "named here as it is on the last page of every report."
        )
        return pages


@dataclass(frozen=True)
class Sif:
    """What one report of the single inspection framework says, in its layout of 2014 or of 2017."""

    layout: int = 2017
    place: str = "East Sussex"
    dates: str = "23 January 2017 – 16 February 2017"
    published: str = "7 April 2017"
    table: dict[str, str] = field(default_factory=lambda: SIF_TABLE)
    paragraphs: int = 3  # under each judgement

    def pdf(self) -> ReportPdf:
        pages = ReportPdf(f"{self.place} inspection report")
        self._cover(pages)
        numbers = self._front_2014(pages) if self.layout == 2014 else self._front_2017(pages)
        for label, grade in self.table.items():
            name = label.split(" ", 1)[1]
            if self.layout == 2017:
                pages.heading(name).bold(grade).heading("Inspection findings")
            elif "Adoption" in name:
                pages.heading(f"{name} is {grade.lower()}")
            else:
                pages.heading(f"{label} {grade}")
            for _ in range(self.paragraphs):
                _paragraph(pages, next(numbers))
        _board(pages, numbers)
        pages.heading("The inspection team")
        pages.prose("Lead inspector: Ada Byron").prose("Deputy lead inspector: Mary Fairfax")
        return pages

    def _cover(self, pages: ReportPdf) -> None:
        pages.large(self.place)
        pages.bold("Inspection of services for children in need of help and", size=14)
        pages.bold("protection, children looked after and care leavers", size=14)
        pages.prose("and").bold("Review of the effectiveness of the Local Safeguarding", size=14)
        pages.bold("Children Board", size=14).bold(f"Inspection date: {self.dates}", size=14)
        pages.bold(f"Report published: {self.published}", size=14)

    def _front_2014(self, pages: ReportPdf) -> count:
        """Contents, both bodies, one count of numbers."""
        pages.bold("The overall judgement is that children’s services require improvement", size=14)
        pages.prose("Nobody is left at risk, but not all is good yet.")
        pages.grades(list(self.table.items()))
        pages.add_page()
        pages.large("Contents").prose("Summary of findings 3").prose("Recommendations 4")
        pages.add_page()
        pages.heading("The local authority").heading("Summary of findings")
        pages.prose(
            "Workers stay longer than they did. Children tell us that this matters to them."
        )
        pages.heading("What does the local authority need to improve?")
        pages.bold("Areas for improvement")
        pages.numbered("1.", "Ask parents what they think of each plan.")
        pages.numbered("2.", "Give every child a worker who stays.")
        pages.heading("Information about this local authority area")
        pages.bold("Children living in this area").bullets("Some 40,000 children live here.")
        pages.heading("Inspection judgements about the local authority")
        return count(3)

    def _front_2017(self, pages: ReportPdf) -> count:
        """Executive summary, recommendations."""
        pages.bold(f"Children’s services in {self.place} require improvement to be good", size=14)
        pages.grades(list(self.table.items()))
        pages.add_page()
        pages.heading("Executive summary")
        pages.prose(
            "Workers stay longer than they did. Children tell us that this matters to them."
        )
        pages.heading("Recommendations")
        pages.numbered("1.", "Ask parents what they think of each plan.")
        pages.numbered("2.", "Give every child a worker who stays.")
        pages.numbered("3.", "Let young people read what is written about them.")
        pages.heading("Summary for children and young people").bullets("You are listened to.")
        return count(4)


def sif_2014() -> ReportPdf:
    """The single inspection framework as of 2014."""
    dates = "16 September 2014 – 8 October 2014"
    return Sif(2014, dates=dates, published="9 December 2014").pdf()


def sif_2017() -> ReportPdf:
    """The single inspection framework as of 2017."""
    return Sif().pdf()


def _paragraph(pages: ReportPdf, number: int) -> None:
    pages.numbered(f"{number}.", sentences(number))


def _board(pages: ReportPdf, numbers: count) -> None:
    pages.heading("The effectiveness of the Local Safeguarding Children Board (LSCB)")
    pages.bold("Recommendations")
    pages.numbered(f"{next(numbers)}.", "The board should meet in the places it is for.")
    pages.bold("Inspection findings")
    pages.numbered(f"{next(numbers)}.", "The board hears from schools and from the police.")
