using System.CommandLine;
using FusionScorer.Cli.Output;
using FusionScorer.Core;
using FusionScorer.Library.Policies;
using FusionScorer.Library.Postgres;
using FusionScorer.Pipeline.Projects;

namespace FusionScorer.Cli.Commands;

/// <summary><c>fusion init DIR --library NAME=PATH…</c></summary>
internal static class InitCommand
{
    public static Command Create(CommonOptions common)
    {
        var folder = new Argument<string>("DIR") { Description = "The project's folder; made if absent." };
        var libraries = new Option<string[]>("--library") { Description = "A folder of media and its short name; may be given several times.", HelpName = "NAME=PATH" };
        var policy = new Option<string?>("--policy") { Description = "A policy file (default: the shipped policy for MPAA levels).", HelpName = "FILE" };
        var scheme = new Option<string?>("--scheme") { Description = "Levels of this rating scheme instead of MPAA's, with the shipped rules mapped by age; see fusion schemes.", HelpName = "SCHEME" }.Offer(() => Suggestions.Schemes);
        var store = new Option<string?>("--store")
        {
            Description = "A PostgreSQL server for the catalogue, without a password (default: a file in the project's folder).", HelpName = "CONNECTION",
        };
        var schema = new Option<string?>("--schema") { Description = "The project's schema on that server (default: fusion).", HelpName = "NAME" };
        var command = new Command("init", "Makes a project with the default policy.") { folder, libraries, policy, scheme, store, schema };
        command.SetAction(parsed =>
        {
            var shell = common.Shell;
            var roots = (parsed.GetValue(libraries) ?? []).Select(text => ParseRoot(shell, text)).ToList();
            if (roots.GroupBy(root => root.Name, StringComparer.Ordinal).FirstOrDefault(group => group.Count() > 1) is { } twice)
                throw new BadInputException($"library '{twice.Key}' is named twice; give each an own name");
            if (parsed.GetValue(policy) is not null && parsed.GetValue(scheme) is not null)
                throw new BadInputException("--policy and --scheme both choose the levels; give one of them");
            var chosen = parsed.GetValue(policy) is { } file ? PolicyReader.Read(shell.Absolute(file))
                : parsed.GetValue(scheme) is { } id ? SchemePolicy.Of(SchemesCommand.Find(id)) : null;
            var projectFile = new ProjectFile { Libraries = [.. roots], Policy = chosen ?? DefaultPolicy.Policy, Postgres = Postgres(parsed.GetValue(store), parsed.GetValue(schema)) };
            var at = shell.Absolute(parsed.GetValue(folder)!);

            // A project file without its catalogue says all that init would be told.
            var anew = roots.Count == 0 && parsed.GetValue(policy) is null && parsed.GetValue(store) is null && File.Exists(Path.Combine(at, Project.FileName));
            using var project = anew
                ? Project.CreateStore(at, shell.Clock, shell.DefaultReviewer, shell.Environment)
                : Project.Create(projectFile, at, shell.DefaultReviewer, shell.Clock, shell.Environment);
            if (common.Json(parsed))
            {
                JsonOut.Document(shell, "fusion.init/1", json =>
                {
                    json.WriteString("project", project.Folder);
                    json.WriteString("policy", project.PolicyRow.Hash);
                    json.Objects("libraries", project.File.Libraries, root =>
                    {
                        json.WriteString("name", root.Name);
                        json.WriteString("path", root.Path);
                    });
                });
                return ExitCode.Done;
            }

            shell.Tables.Note(anew
                ? $"made an empty catalogue for {project.FilePath}: {project.Location}"
                : $"made {project.FilePath} with {project.Policy.Functions.Length} labelling functions over {project.Policy.Taxonomy}");
            shell.Notes.Note(project.Libraries.Length > 0 ? "next: fusion scan, fusion extract, fusion fuse, fusion queue" : "next: fusion import DATASET, fusion fuse, fusion queue");
            return ExitCode.Done;
        });
        return command;
    }

    private static PostgresSetting? Postgres(string? store, string? schema)
    {
        if (store is null)
            return schema is null ? null : throw new BadInputException("--schema needs --store, the server");
        return PostgresLocation.Parse(store, schema).HasPassword
            ? throw new BadInputException("--store holds a password, which would stand in fusion.yaml; leave it out, and set FUSION_STORE_PASSWORD, PGPASSWORD or PGPASSFILE")
            : new PostgresSetting(store, schema);
    }

    private static LibraryRoot ParseRoot(Shell shell, string text)
    {
        var at = text.IndexOf('=', StringComparison.Ordinal);
        var name = at > 0 ? text[..at] : "";
        if (at <= 0 || at == text.Length - 1 || !name.All(c => char.IsAsciiLetterOrDigit(c) || c is '-' or '_'))
            throw new BadInputException($"--library '{text}' is not NAME=PATH; the name holds letters, digits, - and _");
        return new LibraryRoot(name, shell.Absolute(text[(at + 1)..]));
    }
}
