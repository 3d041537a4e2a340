using System.Globalization;
using System.Xml;
using System.Xml.Linq;

namespace FusionScorer.TestRunner;

/// <summary>Which tests took longest: what to look at first when a run of all grows too long.</summary>
internal static class SlowTests
{
    private static readonly XNamespace Trx = "http://microsoft.com/schemas/VisualStudio/TeamTest/2010";

    /// <summary>Lines about the slowest tests of a folder's .trx files; a file that was not finished is left out.</summary>
    public static IEnumerable<string> Read(string folder, int most)
    {
        var slow = Directory.EnumerateFiles(folder, "*.trx").SelectMany(Results).OrderByDescending(result => result.Took).Take(most).ToArray();
        if (slow.Length > 0)
            yield return $"slowest: {string.Join(", ", slow.Select(result => string.Create(CultureInfo.InvariantCulture, $"{result.Name} {result.Took.TotalSeconds:0} s")))}";
    }

    private static IEnumerable<(string Name, TimeSpan Took)> Results(string file)
    {
        XDocument read;
        try
        {
            read = XDocument.Load(file);
        }
        catch (XmlException)
        {
            return [];
        }

        return read.Descendants(Trx + "UnitTestResult").Select(result => (
            Short((string?)result.Attribute("testName") ?? ""),
            TimeSpan.TryParse((string?)result.Attribute("duration"), CultureInfo.InvariantCulture, out var took) ? took : default));
    }

    // Class and method, without namespaces and without a theory's values.
    private static string Short(string name)
    {
        var end = name.IndexOf('(', StringComparison.Ordinal);
        var parts = (end < 0 ? name : name[..end]).Split('.');
        return string.Join('.', parts.TakeLast(2));
    }
}
