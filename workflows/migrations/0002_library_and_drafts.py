"""Versions and matrix rows hang on maps of a library; each project's only map becomes its main one."""

import re

import django.core.validators
import django.db.models.deletion
import django.utils.timezone
from django.conf import settings
from django.db import migrations, models


def give_each_project_its_main_map(apps, schema_editor):
    workflow_map = apps.get_model("workflows", "WorkflowMap")
    version = apps.get_model("workflows", "MapVersion")
    row = apps.get_model("workflows", "MatrixRow")
    projects = set(version.objects.order_by().values_list("project_id", flat=True))
    for project_id in projects | set(row.objects.order_by().values_list("project_id", flat=True)):
        newest = version.objects.filter(project_id=project_id).order_by("-number").first()
        definition = newest.definition if newest else {}
        own_id = re.sub(r"[^a-z0-9_-]+", "-", str(definition.get("id", "")).lower()).strip("-")
        main = workflow_map.objects.create(
            project_id=project_id,
            key=own_id[:100] or "map",
            name=str(definition.get("name") or definition.get("id") or "Map")[:200],
            is_main=True,
            created_by_id=newest.created_by_id if newest else None,
        )
        version.objects.filter(project_id=project_id).update(workflow_map=main)
        row.objects.filter(project_id=project_id).update(workflow_map=main)
    # PostgreSQL alters no table that deferred foreign keys still wait for.
    schema_editor.connection.check_constraints()


class Migration(migrations.Migration):

    dependencies = [
        ('projects', '0001_initial'),
        ('workflows', '0001_maps_matrices_experiments'),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name='WorkflowMap',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('key', models.CharField(max_length=100, validators=[django.core.validators.RegexValidator(re.compile('^[-a-zA-Z0-9_]+\\Z'), 'Enter a valid “slug” consisting of letters, numbers, underscores or hyphens.', 'invalid')])),
                ('name', models.CharField(max_length=200)),
                ('is_main', models.BooleanField(default=False)),
                ('created_at', models.DateTimeField(default=django.utils.timezone.now, editable=False)),
                ('created_by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('project', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='maps', to='projects.project')),
            ],
            options={
                'ordering': ['-is_main', 'name', 'key'],
                'constraints': [
                    models.UniqueConstraint(fields=('project', 'key'), name='workflow_map_key_is_one'),
                    models.UniqueConstraint(condition=models.Q(('is_main', True)), fields=('project',), name='workflow_map_main_is_one_a_project'),
                ],
            },
        ),
        migrations.RemoveConstraint(model_name='mapversion', name='map_version_number_is_one_a_project'),
        migrations.RemoveConstraint(model_name='matrixrow', name='matrix_row_is_one_a_step'),
        migrations.AddField(
            model_name='mapversion',
            name='workflow_map',
            field=models.ForeignKey(null=True, on_delete=django.db.models.deletion.CASCADE, related_name='versions', to='workflows.workflowmap'),
        ),
        migrations.AddField(
            model_name='matrixrow',
            name='workflow_map',
            field=models.ForeignKey(null=True, on_delete=django.db.models.deletion.CASCADE, related_name='rows', to='workflows.workflowmap'),
        ),
        migrations.RunPython(give_each_project_its_main_map, migrations.RunPython.noop),
        migrations.AlterField(
            model_name='mapversion',
            name='workflow_map',
            field=models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='versions', to='workflows.workflowmap'),
        ),
        migrations.AlterField(
            model_name='matrixrow',
            name='workflow_map',
            field=models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='rows', to='workflows.workflowmap'),
        ),
        migrations.AddConstraint(
            model_name='mapversion',
            constraint=models.UniqueConstraint(fields=('workflow_map', 'number'), name='map_version_number_is_one_a_map'),
        ),
        migrations.AddConstraint(
            model_name='matrixrow',
            constraint=models.UniqueConstraint(fields=('workflow_map', 'step_id'), name='matrix_row_is_one_a_step'),
        ),
        migrations.CreateModel(
            name='MapDraft',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('content', models.BinaryField()),
                ('revision', models.PositiveIntegerField(default=1)),
                ('created_at', models.DateTimeField(default=django.utils.timezone.now, editable=False)),
                ('updated_at', models.DateTimeField(default=django.utils.timezone.now)),
                ('author', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('base', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.CASCADE, related_name='+', to='workflows.mapversion')),
                ('workflow_map', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='drafts', to='workflows.workflowmap')),
            ],
            options={
                'constraints': [
                    models.UniqueConstraint(fields=('workflow_map', 'author'), name='map_draft_is_one_a_person'),
                ],
            },
        ),
    ]
