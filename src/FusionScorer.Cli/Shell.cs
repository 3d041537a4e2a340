using System.Globalization;
using Spectre.Console;

namespace FusionScorer.Cli;

/// <summary>What a command needs of the world around it; tests hand in their own.</summary>
internal sealed class Shell
{
    // Wide enough for the tables when nobody says how wide the screen is.
    private const int PipedWidth = 150;

    /// <summary>Data, and tables for people.</summary>
    public required TextWriter Out { get; init; }

    /// <summary>Progress, notes and errors.</summary>
    public required TextWriter Error { get; init; }

    /// <summary>Answers of whoever sits at it; nobody by default.</summary>
    public TextReader In { get; init; } = TextReader.Null;

    /// <summary>Where times come from.</summary>
    public required TimeProvider Clock { get; init; }

    /// <summary>Environment variables.</summary>
    public required Func<string, string?> Environment { get; init; }

    /// <summary>Where relative paths start and projects are looked for.</summary>
    public required string Folder { get; init; }

    /// <summary>Whether <see cref="Out"/> is a terminal.</summary>
    public bool OutIsTerminal { get; init; }

    /// <summary>Whether <see cref="Error"/> is a terminal.</summary>
    public bool ErrorIsTerminal { get; init; }

    /// <summary>The shell of this process.</summary>
    public static Shell OfProcess() => new()
    {
        Out = Console.Out,
        Error = Console.Error,
        In = Console.In,
        Clock = TimeProvider.System,
        Environment = System.Environment.GetEnvironmentVariable,
        Folder = System.Environment.CurrentDirectory,
        OutIsTerminal = !Console.IsOutputRedirected,
        ErrorIsTerminal = !Console.IsErrorRedirected,
    };

    /// <summary>Tables and text for people, on standard output.</summary>
    public IAnsiConsole Tables => field ??= MakeConsole(Out, OutIsTerminal);

    /// <summary>Progress and notes, on standard error.</summary>
    public IAnsiConsole Notes => field ??= MakeConsole(Error, ErrorIsTerminal);

    /// <summary>A path as given, made absolute from this shell's folder.</summary>
    public string Absolute(string path) => Path.GetFullPath(path, Folder);

    /// <summary>The reviewer when none is named: <c>FUSION_REVIEWER</c>, else the user's name.</summary>
    public string DefaultReviewer => Environment("FUSION_REVIEWER") is { Length: > 0 } reviewer ? reviewer : System.Environment.UserName;

    private IAnsiConsole MakeConsole(TextWriter writer, bool terminal)
    {
        var plain = Environment("NO_COLOR") is { Length: > 0 };
        var console = AnsiConsole.Create(new AnsiConsoleSettings
        {
            Out = new AnsiConsoleOutput(writer),
            Ansi = terminal && !plain ? AnsiSupport.Detect : AnsiSupport.No,
            ColorSystem = terminal && !plain ? ColorSystemSupport.Detect : ColorSystemSupport.NoColors,
            Interactive = terminal ? InteractionSupport.Detect : InteractionSupport.No,
        });
        if (!terminal)
            console.Profile.Width = int.TryParse(Environment("COLUMNS"), CultureInfo.InvariantCulture, out var width) && width >= 40 ? width : PipedWidth;
        return console;
    }
}
