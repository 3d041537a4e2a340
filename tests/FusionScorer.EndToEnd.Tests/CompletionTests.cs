using System.Diagnostics;
using FusionScorer.TestKit;

namespace FusionScorer.EndToEnd;

/// <summary>The completion scripts in real shells, asking the real program.</summary>
public sealed class CompletionTests : IDisposable
{
    private const string Bash = """
        PATH="$1:$PATH"
        eval "$(fusion completion bash)"
        complete -p fusion >/dev/null || exit 9
        COMP_LINE=$2 COMP_POINT=${#2}
        read -r -a COMP_WORDS <<<"$2"
        [[ $2 == *' ' ]] && COMP_WORDS+=("")
        COMP_CWORD=$(( ${#COMP_WORDS[@]} - 1 ))
        _fusion_complete
        echo "${COMPREPLY[*]}"
        """;

    private const string Fish = """
        set -x PATH $argv[1] $PATH
        fusion completion fish | source
        complete -C $argv[2]
        """;

    // Completion needs the line editor, and that a terminal. What the script offers is what compadd is given and takes.
    private const string Zsh = """
        export PATH="$1:$PATH" OFFERED=$3
        zmodload zsh/zpty
        zpty inner zsh -f -i
        zpty -w inner 'autoload -Uz compinit; compinit -D -u; eval "$(fusion completion zsh)"; compadd() { local -a hits; builtin compadd -O hits "$@"; print -l -- $hits > $OFFERED.new; mv $OFFERED.new $OFFERED; (( $#hits )) }; _files() { : }; stty -echo; print now"-"ready'
        zpty -r inner seen '*now-ready*'
        zpty -w -n inner "$2"$'\t'
        for (( i = 0; i < 200; i++ )); do [[ -e $OFFERED ]] && break; sleep 0.1; done
        zpty -d inner
        [[ -e $OFFERED ]] || exit 9
        cat $OFFERED
        """;

    private readonly TempFolder _folder = new();

    [SkippableTheory]
    [InlineData("fusion mo", "models")]
    [InlineData("fusion models p", "pull")]
    [InlineData("  fusion  sca", "scan")]
    [InlineData("fusion extract --j", "--jobs --json")]
    [InlineData("fusion completion z", "zsh")]
    [InlineData("fusion nosuch x", "")]
    [InlineData("fusion export --format v", "vtt")]
    [InlineData("fusion queue --strategy ran", "random")]
    [InlineData("fusion simulate D --strategies random,sm", "random,smallest-margin")]
    public async Task Bash_CompletesWhatTheProgramKnows(string line, string expected) => Assert.Equal(expected, await AskAsync("bash", ["--norc", "-c", Bash, "bash"], line));

    [SkippableTheory]
    [InlineData("fusion mo", "models")]
    [InlineData("fusion extract --j", "--jobs --json")]
    [InlineData("fusion export --format v", "vtt")]
    [InlineData("fusion queue --strategy ran", "random")]
    [InlineData("fusion init x --scheme bb", "bbfc")]
    public async Task Fish_CompletesWhatTheProgramKnows(string line, string expected) => Assert.Equal(expected, await AskAsync("fish", ["--no-config", "-c", Fish], line));

    [SkippableTheory]
    [InlineData("fusion mo", "models")]
    [InlineData("fusion extract --j", "--jobs --json")]
    [InlineData("fusion nosuch x", "")]
    [InlineData("fusion export --format v", "vtt")]
    [InlineData("fusion queue --strategy ran", "random")]
    public async Task Zsh_CompletesWhatTheProgramKnows(string line, string expected) => Assert.Equal(expected, await AskAsync("zsh", ["-f", "-c", Zsh, "zsh"], line));

    public void Dispose() => _folder.Dispose();

    private async Task<string> AskAsync(string shell, string[] arguments, string line)
    {
        SkipTest.Because(ProgramFactAttribute.Find(shell) is null ? $"{shell} is not installed" : null);
        _folder.Write("bin/fusion", $"#!/bin/sh\nexec dotnet '{Path.Combine(AppContext.BaseDirectory, "fusion.dll")}' \"$@\"\n");
        if (!OperatingSystem.IsWindows())
            File.SetUnixFileMode(_folder.At("bin", "fusion"), UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
        var start = new ProcessStartInfo(shell, [.. arguments, _folder.At("bin"), line, _folder.At("offered")]) { UseShellExecute = false, RedirectStandardOutput = true, RedirectStandardError = true, WorkingDirectory = _folder.Path };
        start.Environment["HOME"] = _folder.Path;
        start.Environment["TERM"] = "dumb";
        using var process = Process.Start(start)!;
        var error = process.StandardError.ReadToEndAsync();
        var output = await process.StandardOutput.ReadToEndAsync();
        await process.WaitForExitAsync();
        Assert.True(process.ExitCode == 0, $"{shell} ended with {process.ExitCode}: {await error}");

        // Fish tells what kind of thing it offers, behind a tab.
        return string.Join(' ', output.Split('\n', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries).Select(offer => offer.Split('\t')[0]).Order(StringComparer.Ordinal));
    }
}
