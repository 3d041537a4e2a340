using System.CommandLine;
using FusionScorer.Core;

namespace FusionScorer.Cli.Commands;

/// <summary><c>fusion completion bash|zsh|fish|pwsh</c></summary>
internal static class CompletionCommand
{
    // Each asks the program itself, by its [suggest] directive: the line after its first word, and how far the cursor stands in it. Files come where it has nothing to say.
    private const string Bash = """
        # fusion completion for bash; in ~/.bashrc: eval "$(fusion completion bash)"
        _fusion_complete() {
          local program=${COMP_WORDS[0]} word=${COMP_WORDS[COMP_CWORD]} line suggestion
          line=${COMP_LINE#"${COMP_LINE%%[![:blank:]]*}"}
          line=${line#"$program"}; line=${line# }
          local at=$(( COMP_POINT - (${#COMP_LINE} - ${#line}) ))
          COMPREPLY=()
          while IFS= read -r suggestion; do
            [[ $suggestion == "$word"* ]] && COMPREPLY+=("$suggestion")
          done < <("$program" "[suggest:$(( at < 0 ? 0 : at ))]" "$line" 2>/dev/null)
        }
        complete -o bashdefault -o default -F _fusion_complete fusion
        """;

    private const string Zsh = """
        # fusion completion for zsh; in ~/.zshrc, after compinit: eval "$(fusion completion zsh)"
        _fusion_complete() {
          local line=${BUFFER#* }
          [[ $BUFFER == *' '* ]] || line=
          local at=$(( CURSOR - (${#BUFFER} - ${#line}) ))
          local -a suggestions
          suggestions=(${(f)"$("${words[1]}" "[suggest:$(( at < 0 ? 0 : at ))]" "$line" 2>/dev/null)"})
          compadd -Q -a suggestions || _files
        }
        compdef _fusion_complete fusion
        """;

    private const string Fish = """
        # fusion completion for fish; in ~/.config/fish/completions/fusion.fish, or: fusion completion fish | source
        function __fusion_complete
          set -l line (commandline -cp | string replace -r '^\s*\S+\s?' '')
          fusion "[suggest:"(string length -- "$line")"]" "$line" 2>/dev/null
        end
        complete -c fusion -a '(__fusion_complete)'
        """;

    private const string PowerShell = """
        # fusion completion for PowerShell; in $PROFILE: fusion completion pwsh | Out-String | Invoke-Expression
        Register-ArgumentCompleter -Native -CommandName fusion -ScriptBlock {
          param($word, $tree, $cursor)
          $whole = $tree.ToString()
          $line = if ($whole.Contains(' ')) { $whole.Substring($whole.IndexOf(' ') + 1) } else { '' }
          $at = [Math]::Max(0, $cursor - $tree.Extent.StartOffset - ($whole.Length - $line.Length))
          if ($at -gt $line.Length) { $line = $line.PadRight($at) }
          fusion "[suggest:$at]" $line 2>$null | Where-Object { $_ -like "$word*" } | ForEach-Object {
            [System.Management.Automation.CompletionResult]::new($_, $_, 'ParameterValue', $_)
          }
        }
        """;

    private static readonly (string Name, string Script)[] Shells = [("bash", Bash), ("zsh", Zsh), ("fish", Fish), ("pwsh", PowerShell)];

    public static Command Create(CommonOptions common)
    {
        var shell = new Argument<string>("SHELL") { Description = "bash, zsh, fish or pwsh." };
        shell.CompletionSources.Add([.. Shells.Select(known => known.Name)]);
        var command = new Command("completion", "A script that completes commands and options in a shell; evaluate it at the shell's start.") { shell };
        command.SetAction(parsed =>
        {
            var name = parsed.GetValue(shell);
            var script = Shells.FirstOrDefault(known => known.Name == name).Script ?? throw new BadInputException($"no completion for '{name}'; there is one for {string.Join(", ", Shells.Select(known => known.Name))}");
            if (common.Json(parsed))
                throw new BadInputException("completion prints a shell script; it has no JSON");
            common.Shell.Out.Write(script.ReplaceLineEndings("\n") + "\n");
            return ExitCode.Done;
        });
        return command;
    }
}
