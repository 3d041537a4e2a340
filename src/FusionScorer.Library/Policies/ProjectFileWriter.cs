using System.Globalization;
using System.Text;
using FusionScorer.Core.Clips;

namespace FusionScorer.Library.Policies;

/// <summary>Writes <c>fusion.yaml</c>: the default policy with its comments, any other as its canonical text.</summary>
public static class ProjectFileWriter
{
    /// <summary>Writes a project file beside its target and moves it there, so that no reader sees half of it.</summary>
    /// <param name="path">The file.</param>
    /// <param name="project">What to write.</param>
    public static void Write(string path, ProjectFile project)
    {
        var temporary = path + ".new";
        File.WriteAllText(temporary, Text(project, Path.GetDirectoryName(Path.GetFullPath(path)) ?? "/"), new UTF8Encoding(encoderShouldEmitUTF8Identifier: false));
        File.Move(temporary, path, overwrite: true);
    }

    /// <summary>The text of a project file.</summary>
    /// <param name="project">What to write.</param>
    /// <param name="folder">Libraries inside this folder are written relative to it.</param>
    public static string Text(ProjectFile project, string folder)
    {
        var text = new StringBuilder();
        text.Append("# A FusionScorer project. Relative paths start at this file's folder.\n");
        text.Append(project.Libraries.IsEmpty ? "libraries: {}\n" : "libraries:\n");
        foreach (var root in project.Libraries)
            text.Append(CultureInfo.InvariantCulture, $"  {YamlText.Of(root.Name)}: {PathText(root.Path, folder)}\n");
        if (project.Postgres is { } postgres)
        {
            text.Append(CultureInfo.InvariantCulture, $"\n# The server that holds the catalogue; its password is never written here.\nstore:\n  postgres: {YamlText.Of(postgres.Connection)}\n");
            if (postgres.Schema is { } schema)
                text.Append(CultureInfo.InvariantCulture, $"  schema: {YamlText.Of(schema)}\n");
        }

        text.Append("\n# Clips read at once; 0 = one for each core.\n");
        text.Append(CultureInfo.InvariantCulture, $"extract:\n  jobs: {project.Jobs}\n");
        if (!project.Isolate)
            text.Append("  isolate: false\n");
        if (project.EngineMemoryMb != ProjectFile.UsualEngineMemoryMb)
            text.Append(CultureInfo.InvariantCulture, $"  memory_mb: {project.EngineMemoryMb}\n");
        text.Append("\n# Language of captions that name none (ISO 639-1).\n");
        text.Append(CultureInfo.InvariantCulture, $"captions:\n  language: {YamlText.Of(project.DefaultLanguage)}\n");
        text.Append("\n# What hears speech (fusion models list) and the language it listens for.\n");
        text.Append(CultureInfo.InvariantCulture, $"speech:\n  model: {YamlText.Of(project.SpeechModel)}\n  language: {YamlText.Of(project.SpeechLanguage)}\n\n");
        if (project.SeriesShare > 0)
            text.Append(CultureInfo.InvariantCulture, $"# The strictest level that so many of its episodes reach is a series' level.\nseries: {project.SeriesShare:R}\n\n");
        if (!project.Programs.IsEmpty)
        {
            text.Append("# Programs that read signals of their own; each runs once somebody of the machine trusts it (fusion programs).\nprograms:\n");
            foreach (var program in project.Programs)
                text.Append(CultureInfo.InvariantCulture, $"  {YamlText.Of(program.Signal)}:\n    command: [{string.Join(", ", program.Command.Select(YamlText.Of))}]\n    seconds: {program.Seconds}\n    memory_mb: {program.MemoryMb}\n");
            text.Append('\n');
        }

        text.Append("policy:\n");
        var canonical = PolicyText.Of(project.Policy);
        foreach (var line in (canonical == PolicyText.Of(DefaultPolicy.Policy) ? DefaultPolicy.Text : canonical).TrimEnd('\n').Split('\n'))
            text.Append(line.Length == 0 ? "" : "  ").Append(line).Append('\n');
        return text.ToString();
    }

    private static string PathText(string path, string folder)
    {
        if (RemotePath.Is(path))
            return YamlText.Of(RemotePath.Escape(path));
        var relative = Path.GetRelativePath(folder, path);
        var inside = !Path.IsPathRooted(relative) && relative != ".." && !relative.StartsWith("../", StringComparison.Ordinal);
        var shown = inside ? relative : path;
        return shown.All(c => char.IsAsciiLetterOrDigit(c) || c is '/' or '-' or '_' or '.') && shown is not ("." or "..") && char.IsAsciiLetter(shown.TrimStart('/').FirstOrDefault())
            ? shown
            : YamlText.Of(shown);
    }
}
