"""Addresses of the assessment app: the stages Discover, Decide and Plan of a project, and the
import of a whole one."""

from django.urls import include, path

from assessment.views import (
    ballots,
    boundary,
    cases,
    comparison,
    costs,
    discover,
    files,
    knowledge,
    migration,
    overview,
    plan,
    questions,
    records,
    robustness,
    rounds,
    scorecard,
    symptoms,
    tools,
    weights,
)

app_name = "assessment"

# projects/<project_id>/
_project = [
    path("overview/", overview.overview, name="overview"),
    path("export/", files.export, name="export"),
    path("verdict.json", files.verdict, name="verdict-json"),
    path("discover/context/", discover.context, name="context"),
    path("discover/symptoms/", symptoms.symptoms, name="symptoms"),
    path("discover/symptoms/<str:perspective>/", symptoms.symptoms, name="symptoms-of"),
    path("discover/symptoms/<str:perspective>/<str:symptom>/", symptoms.symptom, name="symptom"),
    path("discover/findings/", discover.findings, name="findings"),
    path("decide/questions/", questions.questions, name="questions"),
    path("decide/questions/<str:slug>/", questions.question, name="question"),
    path("decide/questions/<str:slug>/confirm/", questions.confirm, name="question-confirm"),
    path("decide/weights/", weights.weights, name="weights"),
    path("decide/weights/compare/", weights.compare, name="weights-compare"),
    path("decide/rounds/", rounds.rounds, name="rounds"),
    path("decide/rounds/new/", rounds.create, name="round-new"),
    path("decide/rounds/<int:number>/", rounds.detail, name="round"),
    path("decide/rounds/<int:number>/close/", rounds.close, name="round-close"),
    path("decide/rounds/<int:number>/withdraw/", rounds.withdraw, name="round-withdraw"),
    path("decide/rounds/<int:number>/adopt/", rounds.adopt, name="round-adopt"),
    path("decide/rounds/<int:number>/ballot/", ballots.ballot, name="ballot"),
    path("decide/rounds/<int:number>/ballot/back/", ballots.take_back, name="ballot-back"),
    path(
        "decide/rounds/<int:number>/ballots/<int:invitee_id>/", ballots.shown, name="ballot-shown"
    ),
    path("decide/scorecard/", scorecard.scorecard, name="scorecard"),
    path("decide/robustness/", robustness.robustness, name="robustness"),
    path("decide/boundary/", boundary.boundary, name="boundary"),
    path("decide/boundary/choose/", boundary.choose, name="boundary-choose"),
    path("decide/boundary/reset/", boundary.reset, name="boundary-reset"),
    path("decide/migration/", migration.migration, name="migration"),
    path("decide/migration/download/", migration.download, name="migration-download"),
    path("decide/tools/", tools.tools, name="tools"),
    path("decide/costs/", costs.costs, name="costs"),
    path("decide/costs/currency/", costs.currency, name="costs-currency"),
    path("decide/costs/costs.csv", costs.csv, name="costs-csv"),
    path("decide/cases/", cases.cases, name="cases"),
    path("decide/guide/", cases.guide, name="guide"),
    path("decide/records/", records.records, name="records"),
    path("decide/records/new/", records.new_record, name="record-new"),
    path("decide/records/all.zip", records.all_records, name="record-zip"),
    path("decide/records/compare/", comparison.comparison, name="record-comparison"),
    path("decide/records/<int:number>/", records.record, name="record"),
    path("decide/records/<int:number>/decide/", records.decide, name="record-decide"),
    path("decide/records/<int:number>/review/", records.review, name="record-review"),
    path("decide/records/<int:number>/record.md", records.markdown, name="record-markdown"),
    path("decide/records/<int:number>/file.yaml", records.frozen_file, name="record-file"),
    path("decide/records/<int:number>/verdict.json", records.frozen_verdict, name="record-verdict"),
    path("knowledge/", knowledge.knowledge, name="knowledge"),
    path("knowledge/upload/", knowledge.upload, name="knowledge-upload"),
    path("knowledge/reuse/", knowledge.reuse, name="knowledge-reuse"),
    path("knowledge/choose/", knowledge.choose, name="knowledge-choose"),
    path("knowledge/<int:number>/", knowledge.preview, name="knowledge-set"),
    path("knowledge/<int:number>/<str:name>", knowledge.download, name="knowledge-file"),
    path("plan/", plan.plan, name="plan"),
    path("plan/mine/", plan.my_tasks, name="my-tasks"),
    path("plan/<int:task_id>/", plan.plan_task, name="plan-task"),
]

urlpatterns = [
    path("projects/import/", files.import_file, name="import-file"),
    path("projects/<uuid:project_id>/", include(_project)),
]
