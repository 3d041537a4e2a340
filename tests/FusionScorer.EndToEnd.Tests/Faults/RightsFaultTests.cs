using FusionScorer.TestKit;

namespace FusionScorer.EndToEnd.Faults;

/// <summary>Files and folders that the program may not read or write: it runs as a user without rights, which takes the right to become one.</summary>
public sealed class RightsFaultTests(FaultProject faults) : IClassFixture<FaultProject>
{
    private static readonly string[] AsNobody = ["setpriv", "--reuid", "65534", "--regid", "65534", "--clear-groups"];

    private static string? CannotBecomeNobody =>
        Environment.UserName != "root" || ProgramFactAttribute.Find("setpriv") is null ? "the program cannot be run as a user without rights from here" : null;

    [SkippableTheory]
    [InlineData("scan")]
    [InlineData("extract")]
    [InlineData("fuse")]
    [InlineData("label", "#1", "R")]
    [InlineData("review", "--port", "0")]
    public async Task ReadOnlyProject_IsOneLine(params string[] arguments)
    {
        SkipTest.Because(CannotBecomeNobody);
        var project = faults.Copy();

        Expect.OneLine(await FusionProgram.RunUnderAsync(project, AsNobody, arguments), "the database is read-only: allow writing");

        await Expect.SoundAsync(project);
    }

    [SkippableFact]
    public async Task ReadOnlyProject_CanBeCheckedAndBackedUp()
    {
        SkipTest.Because(CannotBecomeNobody);
        if (OperatingSystem.IsWindows())
            return;
        var project = faults.Copy();
        var target = Directory.CreateDirectory(project + "-backup");
        target.UnixFileMode = (UnixFileMode)0x1FF;

        var check = await FusionProgram.RunUnderAsync(project, AsNobody, "db", "check");
        var backup = await FusionProgram.RunUnderAsync(project, AsNobody, "db", "backup", Path.Combine(target.FullName, "fusion.db"));

        Assert.True(check.ExitCode == 0, check.Error);
        Assert.True(backup.ExitCode == 0, backup.Error);
        await Expect.SoundAsync(target.FullName);
    }

    [SkippableTheory]
    [InlineData(".", "may not be read", "scan")]
    [InlineData(".", "may not be read", "db", "check")]
    [InlineData("fusion.yaml", "denied", "fuse")]
    [InlineData("fusion.db", "cannot be opened", "queue")]
    [InlineData("fusion.db", "cannot be opened", "db", "check")]
    public async Task Unreadable_IsOneLine(string what, string line, params string[] arguments)
    {
        SkipTest.Because(CannotBecomeNobody);
        if (OperatingSystem.IsWindows())
            return;
        var project = faults.Copy();
        File.SetUnixFileMode(Path.Combine(project, what), UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);

        Expect.OneLine(await FusionProgram.RunUnderAsync("/", AsNobody, [.. arguments, "--project", project]), line);

        await Expect.SoundAsync(project);
    }

    [SkippableFact]
    public async Task UnreadableLibrary_LosesNoClip()
    {
        SkipTest.Because(CannotBecomeNobody);
        if (OperatingSystem.IsWindows())
            return;
        var project = faults.Copy();
        var library = faults.OwnLibrary(project);
        foreach (var entry in Directory.GetFileSystemEntries(project, "*", SearchOption.AllDirectories).Append(project))
            File.SetUnixFileMode(entry, (UnixFileMode)0x1FF);
        File.SetUnixFileMode(library, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);

        Expect.OneLine(await FusionProgram.RunUnderAsync(project, AsNobody, "scan"), "cannot be read");
        Expect.OneLine(await FusionProgram.RunUnderAsync(project, AsNobody, "extract", "--force"), "mount it");

        await Expect.SoundAsync(project);
    }
}
