using System.Text.Json;
using FusionScorer.Pipeline.Projects;
using FusionScorer.Pipeline.Reviewing;

namespace FusionScorer.Cli.Output;

/// <summary><c>fusion progress --json</c></summary>
internal static class ProgressJson
{
    public static void Write(Shell shell, Project project, ProgressReport report) => JsonOut.Document(shell, schema: null, json =>
    {
        var document = JsonSerializer.SerializeToElement(ProgressDocument.Of(project.PolicyRow.Hash, report), ProgressDocumentJson.Default.ProgressDocument);
        foreach (var part in document.EnumerateObject())
            part.WriteTo(json);
    });
}
