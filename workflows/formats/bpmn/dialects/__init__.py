"""What the engines that run BPMN write into it, read as requirements: Camunda 8 (Zeebe) and
Camunda 7. All of it is carried besides, as any tool's elements are."""
