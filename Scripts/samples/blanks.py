"""The blank questionnaires: both templates beside the definition, the older template 1.0 among the samples as well."""

import shutil

from .questionnaire import Questionnaire
from .wording import ROOT

README = """# Blank questionnaires of the older template 1.0

Invented, as is the survey. They stand beside the definition too, in `Pipelines/co-production`, with template 2.0. In version 1.0 the
cover's answers stand in column C and have no names, practices are blocks of label and value one under the other (5
instead of 20 rows), and stages and partners are one cell each with several choices. Made by `Scripts/make-samples`.
"""


def make() -> None:
    definition = ROOT / "Pipelines/co-production"
    older = ROOT / "SampleInputs/co-production-blanks"
    older.mkdir(parents=True, exist_ok=True)
    Questionnaire(definition / "template.xlsx", "en").write()
    Questionnaire(definition / "template-fr.xlsx", "fr").write()
    Questionnaire(older / "CPS-1.0-blank-en.xlsx", "en", "1.0").write()
    Questionnaire(older / "CPS-1.0-blank-fr.xlsx", "fr", "1.0").write()
    shutil.copyfile(older / "CPS-1.0-blank-en.xlsx", definition / "template-1.0.xlsx")
    shutil.copyfile(older / "CPS-1.0-blank-fr.xlsx", definition / "template-1.0-fr.xlsx")
    (older / "README.md").write_text(README, encoding="utf-8")
