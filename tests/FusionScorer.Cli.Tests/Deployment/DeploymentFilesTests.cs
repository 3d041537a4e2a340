using System.Text.RegularExpressions;
using FusionScorer.TestKit;

namespace FusionScorer.Cli.Tests.Deployment;

/// <summary>What the deployment page and its files tell people to type is there.</summary>
public sealed partial class DeploymentFilesTests
{
    // The database's script has one variable of its own.
    private const string ScriptVariable = "FUSION_ROLE_PASSWORD_FILE";

    public static TheoryData<string> Files { get; } =
    [
        "docs/deployment.md", "deploy/compose.yaml", "deploy/Containerfile", "deploy/postgres-init.sh",
        .. Directory.GetFiles(Repository.At("deploy", "systemd")).Select(path => Path.GetRelativePath(Repository.Root, path)).Order(StringComparer.Ordinal),
    ];

    [Theory]
    [MemberData(nameof(Files))]
    public void Variables_AreThoseOfTheProgram(string file)
    {
        var named = Variable().Matches(File.ReadAllText(Repository.At(file))).Select(match => match.Value).Where(name => name != ScriptVariable).ToHashSet(StringComparer.Ordinal);

        Assert.Empty(named.Except(ProgramVariables.Value));
    }

    [Theory]
    [MemberData(nameof(Files))]
    public async Task Commands_HaveTheirSubcommandsAndOptions(string file)
    {
        using var shell = new TestShell();
        var faults = new List<string>();
        foreach (var call in Calls(File.ReadAllText(Repository.At(file))))
        {
            if (await FaultAsync(shell, call) is { } fault)
                faults.Add($"fusion {string.Join(' ', call)}: {fault}");
        }

        Assert.Empty(faults);
    }

    [Fact]
    public async Task Commands_ThatAreNotThere_AreFound()
    {
        using var shell = new TestShell();

        Assert.InRange(Calls(File.ReadAllText(Repository.At("docs", "deployment.md"))).Count, 20, 100);
        Assert.Equal([["worker", "--job", "4"], ["db", "restore"]], Calls("run `fusion worker --job 4`, or\nExecStart=/opt/fusionscorer/fusion db restore"));
        Assert.NotNull(await FaultAsync(shell, ["worker", "--job", "4"]));
        Assert.NotNull(await FaultAsync(shell, ["db", "restore"]));
        Assert.Null(await FaultAsync(shell, ["worker", "--jobs", "4"]));
    }

    [Fact]
    public void Links_LeadToFiles()
    {
        var missing = Link().Matches(File.ReadAllText(Repository.At("docs", "deployment.md"))).Select(match => match.Groups["to"].Value)
            .Where(to => !to.StartsWith('#') && !Path.Exists(Path.Combine(Repository.At("docs"), to.Split('#')[0])));

        Assert.Empty(missing);
    }

    private static Lazy<HashSet<string>> ProgramVariables { get; } = new(() =>
        [.. Directory.EnumerateFiles(Repository.At("src"), "*.cs", SearchOption.AllDirectories).SelectMany(path => Literal().Matches(File.ReadAllText(path)).Select(match => match.Groups["name"].Value))]);

    // In text after `fusion`; in the compose file after `tools`, or as the command of a service.
    private static List<string[]> Calls(string text) =>
    [
        .. Typed().Matches(text).Select(match => match.Groups["words"].Value.Split(' ', StringSplitOptions.RemoveEmptyEntries)),
        .. Command().Matches(text).Select(match => match.Groups["words"].Value.Split([',', ' ', '"'], StringSplitOptions.RemoveEmptyEntries)),
    ];

    private static async Task<string?> FaultAsync(TestShell shell, string[] words)
    {
        var (code, help, error) = await shell.RunAsync(words[0], "--help");
        if (code != ExitCode.Done)
            return error;
        if (words.Length > 1 && help.Contains("Commands:", StringComparison.Ordinal) && words[1].All(letter => char.IsAsciiLetterLower(letter)))
        {
            (code, help, error) = await shell.RunAsync(words[0], words[1], "--help");
            if (code != ExitCode.Done)
                return error;
            if (!help.Contains($"{words[0]} {words[1]}", StringComparison.Ordinal))
                return $"no subcommand {words[1]}";
        }

        return words.FirstOrDefault(word => word.StartsWith("--", StringComparison.Ordinal) && !Regex.IsMatch(help, $"{Regex.Escape(word)}\\b", RegexOptions.None, TimeSpan.FromSeconds(1))) is { } option
            ? $"no option {option}" : null;
    }

    [GeneratedRegex("FUSION_[A-Z_]*[A-Z]", RegexOptions.None, 1000)]
    private static partial Regex Variable();

    [GeneratedRegex("\"(?<name>FUSION_[A-Z_]+)\"", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Literal();

    [GeneratedRegex(@"\]\((?<to>[^)\s:]+)\)", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Link();

    [GeneratedRegex(@"(^|[\s`/=])(fusion|tools) (?<words>[a-z][a-z-]*( (--?[a-z][a-z-]*|[A-Za-z0-9_./:'""=-]+))*)(?=[`\s,;)&]|$)(?<!\bfusion (role|user).*)", RegexOptions.ExplicitCapture | RegexOptions.Multiline, 1000)]
    private static partial Regex Typed();

    [GeneratedRegex(@"^ +command: \[(?<words>(?!postgres)[^\]]*)\]", RegexOptions.ExplicitCapture | RegexOptions.Multiline, 1000)]
    private static partial Regex Command();
}
