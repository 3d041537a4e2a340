using System.CommandLine;
using System.CommandLine.Parsing;
using FusionScorer.Core;
using FusionScorer.Pipeline.Projects;

namespace FusionScorer.Cli.Commands;

/// <summary>Options that every command has, and what follows from them.</summary>
internal sealed class CommonOptions(Shell shell)
{
    private readonly Option<string?> _project = new("--project")
    {
        Description = "The project's folder (default: FUSION_PROJECT, else the nearest folder upwards that holds fusion.yaml).",
        HelpName = "DIR",
        Recursive = true,
    };

    private readonly Option<bool> _json = new("--json") { Description = "Data as JSON on standard output, in the shapes of docs/cli-json.md.", Recursive = true };

    public Shell Shell { get; } = shell;

    public void AddTo(RootCommand root)
    {
        root.Add(_project);
        root.Add(_json);
    }

    public bool Json(ParseResult parsed) => parsed.GetValue(_json);

    /// <summary>Opens the project that the command line means.</summary>
    public Project Open(ParseResult parsed) => Project.Open(Folder(parsed), Shell.Clock, Shell.DefaultReviewer, Shell.Environment);

    /// <summary>Opens the project and refuses to go on when its file states another policy than the active one.</summary>
    public Project OpenInStep(ParseResult parsed)
    {
        var project = Open(parsed);
        try
        {
            project.RequirePolicyInStep();
            return project;
        }
        catch
        {
            project.Dispose();
            throw;
        }
    }

    /// <summary>The folder of the project that the command line means.</summary>
    public string Folder(ParseResult parsed)
    {
        var named = parsed.GetValue(_project) ?? Shell.Environment("FUSION_PROJECT");
        return string.IsNullOrEmpty(named) ? Project.Find(Shell.Folder) : Shell.Absolute(named);
    }

    /// <summary>The same; null when none is named and the working folder belongs to none.</summary>
    public string? FolderIfAny(ParseResult parsed)
    {
        try
        {
            return Folder(parsed);
        }
        catch (BadInputException)
        {
            return null;
        }
    }
}

/// <summary>Small helpers over parse results.</summary>
internal static class ParseResultExtensions
{
    /// <summary>The words of a command after <c>fusion</c>, each with a blank behind it.</summary>
    public static string Path(this CommandResult result, Command root)
    {
        var words = new List<string>();
        for (SymbolResult? at = result; at is not null; at = at.Parent)
        {
            if (at is CommandResult command && command.Command != root)
                words.Insert(0, command.Command.Name + " ");
        }

        return string.Concat(words);
    }
}
