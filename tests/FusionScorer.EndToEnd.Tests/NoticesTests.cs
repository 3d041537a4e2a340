using System.Text.Json;
using FusionScorer.TestKit;

namespace FusionScorer.EndToEnd;

/// <summary>THIRD-PARTY-NOTICES.md names every package that the lock files hold.</summary>
public sealed class NoticesTests
{
    private static readonly string Notices = File.ReadAllText(Repository.At("THIRD-PARTY-NOTICES.md"));

    [Fact]
    public void EveryPackageOfTheProgram_IsNamed()
    {
        var packages = LockFiles("src").SelectMany(file => Packages(file, direct: false)).Distinct().Order(StringComparer.Ordinal).ToList();

        Assert.True(packages.Count > 30);
        Assert.Contains("Npgsql", packages);
        Assert.DoesNotContain(packages, package => !IsNamed(package));
    }

    [Fact]
    public void EveryPackageThatTestsAskFor_IsNamed() =>
        Assert.DoesNotContain(LockFiles("tests").SelectMany(file => Packages(file, direct: true)), package => !IsNamed(package));

    [Fact]
    public void EveryNpmPackageThatIsAskedForOrBundled_IsNamed()
    {
        List<string> packages = [.. Asked(Repository.At("package-lock.json")), .. Bundled(Repository.At("src", "FusionScorer.Web", "ClientApp", "package-lock.json"))];

        Assert.Contains("preact", packages);
        Assert.Contains("nsfwjs", packages);
        Assert.DoesNotContain(packages, package => !IsNamed(package));
    }

    [Theory]
    [InlineData("Npgsql", true)]
    [InlineData("Npgsq", false)]
    [InlineData("Microsoft.Extensions.Options", true)]
    [InlineData("Microsoft.Extension", false)]
    [InlineData("Some.Other.Package", false)]
    public void IsNamed_WholeNamesOrAFamily(string package, bool named) => Assert.Equal(named, IsNamed(package));

    // By its whole name, or by a family such as OpenTelemetry.*
    private static bool IsNamed(string package)
    {
        for (var name = package; ;)
        {
            for (var at = Notices.IndexOf(name, StringComparison.Ordinal); at >= 0; at = Notices.IndexOf(name, at + 1, StringComparison.Ordinal))
            {
                if (IsBorder(at - 1) && IsBorder(at + name.Length))
                    return true;
            }

            var dot = (name.EndsWith(".*", StringComparison.Ordinal) ? name[..^2] : name).LastIndexOf('.');
            if (dot < 0)
                return false;
            name = name[..dot] + ".*";
        }
    }

    private static bool IsBorder(int at) =>
        at < 0 || at >= Notices.Length || !(char.IsLetterOrDigit(Notices[at]) || Notices[at] is '_' or '-' or '/' || (Notices[at] == '.' && at + 1 < Notices.Length && char.IsLetterOrDigit(Notices[at + 1])));

    private static IEnumerable<string> LockFiles(string folder) =>
        Directory.EnumerateDirectories(Repository.At(folder)).Select(project => Path.Combine(project, "packages.lock.json")).Where(File.Exists);

    private static List<string> Packages(string file, bool direct)
    {
        using var json = JsonDocument.Parse(File.ReadAllBytes(file));
        return [.. json.RootElement.GetProperty("dependencies").EnumerateObject().SelectMany(framework => framework.Value.EnumerateObject())
            .Where(package => package.Value.GetProperty("type").GetString() is var type && type != "Project" && (!direct || type == "Direct"))
            .Select(package => package.Name)];
    }

    private static List<string> Asked(string file)
    {
        using var json = JsonDocument.Parse(File.ReadAllBytes(file));
        return [.. json.RootElement.GetProperty("packages").GetProperty("").GetProperty("dependencies").EnumerateObject().Select(package => package.Name)];
    }

    private static List<string> Bundled(string file)
    {
        using var json = JsonDocument.Parse(File.ReadAllBytes(file));
        return [.. json.RootElement.GetProperty("packages").EnumerateObject()
            .Where(package => package.Name.Length > 0 && !(package.Value.TryGetProperty("dev", out var dev) && dev.GetBoolean()))
            .Select(package => package.Name["node_modules/".Length..])];
    }
}
