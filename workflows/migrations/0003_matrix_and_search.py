"""The matrix keeps who stated what, and the search has a row per node of each current version."""

import unicodedata

import django.db.models.deletion
import django.utils.timezone
from django.conf import settings
from django.db import migrations, models


def _folded(text):
    bare = (c for c in unicodedata.normalize("NFKD", text) if not unicodedata.combining(c))
    return "".join(bare).casefold()


def enter_current_versions(apps, schema_editor):
    version = apps.get_model("workflows", "MapVersion")
    entry = apps.get_model("workflows", "MapEntry")
    steps = {"task", "user-task", "send-task", "receive-task", "compensation"}
    for owner in apps.get_model("workflows", "WorkflowMap").objects.all():
        newest = version.objects.filter(workflow_map=owner).order_by("-number").first()
        definition = newest.definition if newest else {}
        people = {one["id"]: one["name"] for one in definition.get("participants", ())}
        entry.objects.bulk_create(
            entry(
                project_id=owner.project_id,
                workflow_map=owner,
                node_id=node["id"][:255],
                name=node["name"],
                kind=node["kind"],
                participant=(performer := people.get(node.get("participant"), "")),
                is_step=node["kind"] in steps,
                text=_folded(f"{node['name']} {performer} {node['id']}"),
            )
            for node in definition.get("nodes", ())
            if node["name"]
        )


class Migration(migrations.Migration):

    dependencies = [
        ('projects', '0001_initial'),
        ('workflows', '0002_library_and_drafts'),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.AddField(
            model_name='matrixrow',
            name='marks',
            field=models.JSONField(blank=True, default=dict),
        ),
        migrations.AddField(
            model_name='matrixrow',
            name='note',
            field=models.TextField(blank=True),
        ),
        migrations.CreateModel(
            name='CellEdit',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('step_id', models.CharField(max_length=255)),
                ('column', models.CharField(max_length=40)),
                ('before', models.TextField(blank=True)),
                ('after', models.TextField(blank=True)),
                ('was_stated', models.BooleanField(default=False)),
                ('is_stated', models.BooleanField(default=True)),
                ('kind', models.CharField(choices=[('stated', 'stated'), ('confirmed', 'confirmed'), ('imported', 'imported'), ('reset', 'taken back'), ('put-back', 'put back')], max_length=12)),
                ('row_version', models.PositiveIntegerField()),
                ('at', models.DateTimeField(default=django.utils.timezone.now)),
                ('undone_at', models.DateTimeField(blank=True, null=True)),
                ('by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('workflow_map', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='edits', to='workflows.workflowmap')),
            ],
            options={
                'ordering': ['-at', '-pk'],
                'indexes': [models.Index(fields=['workflow_map', 'step_id', 'row_version'], name='cell_edit_of_row'), models.Index(fields=['workflow_map', 'by', 'at'], name='cell_edit_of_person')],
            },
        ),
        migrations.CreateModel(
            name='MapEntry',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('node_id', models.CharField(max_length=255)),
                ('name', models.TextField()),
                ('kind', models.CharField(max_length=20)),
                ('participant', models.TextField(blank=True)),
                ('is_step', models.BooleanField()),
                ('text', models.TextField()),
                ('project', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='map_entries', to='projects.project')),
                ('workflow_map', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='entries', to='workflows.workflowmap')),
            ],
            options={
                'indexes': [models.Index(fields=['project', 'workflow_map'], name='map_entry_by_map')],
            },
        ),
        migrations.RunPython(enter_current_versions, migrations.RunPython.noop),
    ]
