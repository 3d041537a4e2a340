using System.CommandLine;
using System.CommandLine.Help;
using System.Globalization;
using System.Text;

namespace FusionScorer.Cli.Output;

/// <summary>The reference of all commands as Markdown, from the commands themselves.</summary>
internal static class CliReference
{
    /// <summary>Writes it.</summary>
    public static string Markdown(RootCommand root)
    {
        var text = new StringBuilder();
        text.Append("""
            # Command line

            Made from the program itself by a test; do not edit. `./run.sh ARGS` is `fusion ARGS`.

            Exit codes: 0 done, 1 unexpected, 2 usage, configuration or bad input, 3 finished but some clips failed, 130 cancelled. A setting is taken from its flag, else from the environment (`FUSION_…`), else from `fusion.yaml`, else the default.

            """);
        text.Append("\n## Options of every command\n\n");
        Options(text, root.Options.Where(option => option.Recursive && option is not HelpOption));
        foreach (var command in Visible(root).OrderBy(command => command.Name, StringComparer.Ordinal))
            Section(text, command, "fusion");
        return text.ToString();
    }

    private static void Section(StringBuilder text, Command command, string path)
    {
        path += $" {command.Name}";
        Argument[] arguments = [.. command.Arguments.Where(argument => !argument.Hidden)];
        var words = string.Concat(arguments.Select(argument => argument.Arity.MinimumNumberOfValues == 0 ? $" [{argument.Name}]" : $" {argument.Name}"));
        text.Append(CultureInfo.InvariantCulture, $"\n## `{path}{words}{(Visible(command).Any() ? " COMMAND" : "")}`\n\n{Cell(command.Description)}\n");
        Option[] options = [.. command.Options.Where(option => !option.Hidden && !option.Recursive && option is not HelpOption)];
        if (arguments.Length + options.Length > 0)
        {
            text.Append('\n');
            Rows(text, [.. arguments.Select(argument => (argument.Name, argument.Description)), .. options.Select(Row)]);
        }

        foreach (var sub in Visible(command))
            Section(text, sub, path);
    }

    private static IEnumerable<Command> Visible(Command command) => command.Subcommands.Where(sub => !sub.Hidden);

    private static void Options(StringBuilder text, IEnumerable<Option> options) => Rows(text, [.. options.Select(Row)]);

    private static (string Name, string? Description) Row(Option option)
    {
        var value = option.ValueType == typeof(bool) ? "" : $" {option.HelpName ?? option.Name.TrimStart('-').ToUpperInvariant()}";
        return (string.Join(", ", [option.Name, .. option.Aliases]) + value, option.Description);
    }

    private static void Rows(StringBuilder text, IReadOnlyList<(string Name, string? Description)> rows)
    {
        text.Append("| | |\n|---|---|\n");
        foreach (var (name, description) in rows)
            text.Append(CultureInfo.InvariantCulture, $"| `{Cell(name)}` | {Cell(description)} |\n");
    }

    private static string Cell(string? text) => (text ?? "").ReplaceLineEndings(" ").Replace("|", "\\|", StringComparison.Ordinal).Replace("<", "&lt;", StringComparison.Ordinal);
}
