using Spectre.Console;

namespace FusionScorer.Cli.Output;

/// <summary>The few ways in which commands speak to people.</summary>
internal static class ConsoleExtensions
{
    /// <summary>One line that says what is wrong.</summary>
    public static void Fail(this IAnsiConsole console, string message) =>
        console.Write(new LongLine(new Markup($"[red]error:[/] {SafeText.Cell(message)}\n"), console));

    /// <summary>One line that should not be overlooked.</summary>
    public static void Warn(this IAnsiConsole console, string message) =>
        console.Write(new LongLine(new Markup($"[yellow]warning:[/] {SafeText.Cell(message)}\n"), console));

    /// <summary>One line of news.</summary>
    public static void Note(this IAnsiConsole console, string message) =>
        console.Write(new LongLine(new Markup($"{SafeText.Cell(message)}\n"), console));

    /// <summary>A heading between parts of an output.</summary>
    public static void Heading(this IAnsiConsole console, string title)
    {
        console.WriteLine();
        console.Write(new Markup($"[bold]{SafeText.Cell(title)}[/]\n"));
    }

    /// <summary>A table in the house's style.</summary>
    public static Table NewTable(params ReadOnlySpan<string> columns)
    {
        var table = new Table().Border(TableBorder.Rounded).BorderColor(Color.Grey);
        foreach (var column in columns)
        {
            // A leading > sets a column of numbers flush right.
            var number = column.StartsWith('>');
            table.AddColumn(new TableColumn($"[bold]{SafeText.Cell(number ? column[1..] : column)}[/]")
            {
                Alignment = number ? Justify.Right : Justify.Left,
                NoWrap = number,
            });
        }

        return table;
    }
}
