namespace FusionScorer.Library.Sql;

/// <summary>Keeps one copy of strings that recur in many rows.</summary>
internal sealed class StringPool
{
    private const int Most = 4096;
    private readonly Dictionary<string, string> _strings = [];

    public string Share(string text)
    {
        if (_strings.TryGetValue(text, out var shared))
            return shared;
        if (_strings.Count < Most)
            _strings.Add(text, text);
        return text;
    }
}
