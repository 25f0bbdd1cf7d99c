"""The blank questionnaires: template 2.0 beside the definition, the older template 1.0 among the samples."""

from .questionnaire import Questionnaire
from .wording import ROOT


def make() -> None:
    definition = ROOT / "Pipelines/co-production"
    older = ROOT / "SampleInputs/co-production-blanks"
    older.mkdir(parents=True, exist_ok=True)
    Questionnaire(definition / "template.xlsx", "en").write()
    Questionnaire(definition / "template-fr.xlsx", "fr").write()
    Questionnaire(older / "CPS-1.0-blank-en.xlsx", "en", "1.0").write()
    Questionnaire(older / "CPS-1.0-blank-fr.xlsx", "fr", "1.0").write()
