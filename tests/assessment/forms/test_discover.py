"""The forms of Discover."""

from assessment.decision.assessment import Context, EventExperience, Perspective, Team
from assessment.decision.knowledge_loading import load_knowledge
from assessment.forms.discover import ContextForm, SymptomForm, TeamFormSet, team_form_set
from workflows.definition.model import Participant

PAYMENT = Participant(id="payment", name="Payment provider")


def _context(**typed: object) -> ContextForm:
    return ContextForm({"version": "0"} | typed, knowledge=load_knowledge())


def _teams(*rows: dict[str, object], initial: tuple[Team, ...] = ()) -> TeamFormSet:
    data: dict[str, object] = {
        "teams-TOTAL_FORMS": len(rows),
        "teams-INITIAL_FORMS": len(initial),
    }
    for number, row in enumerate(rows):
        data |= {f"teams-{number}-{name}": value for name, value in row.items()}
    return team_form_set(data, teams=initial, participants=(PAYMENT,))


def test_an_empty_form_states_nothing() -> None:
    form = _context()

    assert form.is_valid()
    assert form.to_context(()) == Context()


def test_it_returns_the_decisions_own_types() -> None:
    form = _context(industry="retail", cases_now="1200", event_experience="one-team")

    assert form.is_valid()
    assert form.to_context(()) == Context(
        industry="retail", cases_now=1200, event_experience=EventExperience.ONE_TEAM
    )


def test_nothing_in_place_is_a_statement() -> None:
    form = _context(observability_nothing="on")

    assert form.is_valid()
    assert form.to_context(()).observability == ()


def test_nothing_and_something_contradict() -> None:
    form = _context(observability_nothing="on", observability=["logs"])

    assert "take one of the two away" in form.errors["observability_nothing"][0]


def test_negative_volume_is_refused() -> None:
    assert "cases_now" in _context(cases_now="-1").errors


def test_what_is_stored_comes_back_unchanged() -> None:
    stored = Context(summary="s", observability=("logs",), regulation=("audit",), cloud="aws")

    form = _context(**{k: v for k, v in ContextForm.initial_of(stored, 0).items() if v})

    assert form.is_valid()
    assert form.to_context(()) == stored


def test_time_is_asked_for_in_per_cent_and_kept_as_a_share() -> None:
    form = _context(debugging_share="30")

    assert form.is_valid()
    assert form.to_context(()).debugging_share == 0.3
    assert ContextForm.initial_of(Context(debugging_share=0.3), 1)["debugging_share"] == 30


def test_more_than_all_of_the_time_is_refused() -> None:
    assert "debugging_share" in _context(debugging_share="130").errors


def test_who_changes_often_is_one_of_the_maps_participants() -> None:
    data = {"version": "0", "changing": ["payment"]}

    form = ContextForm(data, knowledge=load_knowledge(), participants=(PAYMENT,))

    assert form.is_valid()
    assert form.to_context(()).changing == ("payment",)


def test_who_changed_on_an_older_map_stays_to_be_seen() -> None:
    form = ContextForm(
        {"version": "1", "changing": ["gone"]},
        initial={"changing": ["gone"]},
        knowledge=load_knowledge(),
        participants=(PAYMENT,),
    )

    assert form.is_valid()
    assert form.to_context(()).changing == ("gone",)


def test_every_field_stands_on_one_card() -> None:
    form = _context()

    shown = [field.name for card in form.cards for field in card.fields]
    asked = [field.id for field in load_knowledge().context if field.kind != "teams"]
    assert shown == asked


def test_an_empty_row_is_no_team() -> None:
    form_set = _teams({"name": "Orders", "people": "5", "owns": ["payment"]}, {"name": ""})

    assert form_set.is_valid()
    assert form_set.to_teams() == (Team(name="Orders", people=5, owns=("payment",)),)


def test_a_row_without_a_name_says_so() -> None:
    assert "Name the team" in str(_teams({"name": "", "people": "3"}).errors)


def test_two_teams_of_one_name_are_refused() -> None:
    form_set = _teams({"name": "Orders"}, {"name": "Orders"})

    assert not form_set.is_valid()
    assert "Two teams are called “Orders”" in str(form_set.non_form_errors())


def test_a_team_can_be_removed() -> None:
    initial = (Team(name="Orders"),)

    form_set = _teams({"name": "Orders", "DELETE": "on"}, initial=initial)

    assert form_set.is_valid()
    assert form_set.to_teams() == ()


def test_what_a_team_owned_on_an_older_map_stays_to_be_seen() -> None:
    initial = (Team(name="Orders", owns=("gone",)),)

    form_set = _teams({"name": "Orders", "owns": ["gone"]}, initial=initial)

    assert form_set.is_valid()
    assert form_set.to_teams() == initial


def test_a_symptom_needs_a_severity() -> None:
    form = SymptomForm({"version": "0", "note": "often"})

    assert form.errors["severity"] == ["Choose how much you feel it."]


def test_a_symptom_becomes_a_rating() -> None:
    form = SymptomForm({"version": "0", "severity": "2", "note": "often"})

    assert form.is_valid()
    assert form.to_rating("lost", Perspective.BUSINESS).severity == 2
