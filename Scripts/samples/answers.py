"""One return's answers, apart from how and by which program they are written into a workbook."""

from dataclasses import dataclass, field, replace
from typing import Any

from .wording import WORDING, labels


@dataclass(frozen=True)
class Practice:
    """A practice as typed: codes are turned into the questionnaire's labels, anything else is written as it stands."""

    division: str  # the COFOG division meant; never written, it keeps the sheet Services in step with the practices
    title: Any
    service: Any
    level: Any
    stages: str  # the first letters of the stages marked: d(esign), p(rovision = delivery), r(eview)
    type: Any
    change: Any
    partners: str  # u(sers), c(itizens), o(rganisations)
    start: Any
    budget: Any
    cost_change: Any
    users: Any
    before: Any
    after: Any
    leading: Any
    description: Any
    mark: str = "X"

    def cell(self, name: str, language: str) -> Any:
        """What stands in the practice's cell of template 2.0, or None."""
        words = WORDING[language]
        if name in ("level", "type", "change"):
            value = getattr(self, name)
            return labels(name, language).get(value, value)
        if name == "leading":
            return {True: words.yes, False: words.no}.get(self.leading, self.leading)
        if name.startswith("stage."):
            return self.mark if {"design": "d", "delivery": "p", "review": "r"}[name[6:]] in self.stages else None
        if name.startswith("partner."):
            return self.mark if {"users": "u", "citizens": "c", "csos": "o"}[name[8:]] in self.partners else None
        return getattr(self, name)

    def block_cell(self, name: str, language: str) -> Any:
        """What stands in the practice's cell of template 1.0: several choices in one cell."""
        headings = WORDING[language].practice_headings
        prefix = {"stages": "stage.", "partners": "partner."}.get(name)
        if prefix is None:
            return self.cell(name, language)
        chosen = [headings[key] for key in headings if key.startswith(prefix) and self.cell(key, language)]
        return "; ".join(chosen) or None

    def but(self, **changes: Any) -> "Practice":
        """The same practice with some answers changed."""
        return replace(self, **changes)


@dataclass
class Return:
    """All answers of one return."""

    language: str
    country: Any = None
    body: Any = None
    body_level: Any = None
    completed: Any = None
    answer_language: Any = None
    currency: Any = None
    practice_count: Any = None
    remarks: Any = None
    services: dict[tuple[str, str, str], Any] = field(default_factory=dict)  # (division, partner, stage) -> answer
    practices: list[Practice | None] = field(default_factory=list)  # None: a row or block left empty
    benefits: dict[tuple[str, int], Any] = field(default_factory=dict)  # (benefit, practice number) -> 0..4
    barriers: dict[str, tuple[Any, Any]] = field(default_factory=dict)  # barrier -> (importance, how dealt with)

    def cover(self, name: str) -> Any:
        """The answer to a question of the cover."""
        if name == "body_level":
            return labels("level", self.language).get(self.body_level, self.body_level)
        return self.answer_language if name == "language" else getattr(self, name)
