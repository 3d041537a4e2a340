namespace FusionScorer.Signals.Outside;

/// <summary>The kinds that a signal brought from outside is known to look for: where it looked and found none of a kind, that kind's features are 0, not missing.</summary>
/// <remarks>At most <see cref="OutsideFeatures.MostKinds"/> kinds, the first by name, so that they do not depend on the order in which they came.</remarks>
/// <param name="signal">The signal.</param>
public sealed class OutsideKinds(string signal)
{
    private readonly SortedSet<string> _scores = new(StringComparer.Ordinal);
    private readonly HashSet<string> _timed = new(StringComparer.Ordinal);

    /// <summary>Adds a kind.</summary>
    /// <param name="kind">Its name, as <see cref="OutsideFeatures.Slug"/> writes it.</param>
    /// <param name="timed">Whether it covers time.</param>
    public void Add(string kind, bool timed) => AddScore(OutsideFeatures.Score(signal, kind), timed);

    /// <summary>Adds the kinds of a reading.</summary>
    /// <param name="names">Names of its features; those of a reading without evidence tell of no kind.</param>
    public void AddFrom(IReadOnlyCollection<string> names)
    {
        if (!AreWorkedOut(names))
            return;
        var all = names.ToHashSet(StringComparer.Ordinal);
        foreach (var name in all)
        {
            if (all.Contains(name + OutsideFeatures.CountSuffix))
                AddScore(name, all.Contains(name + OutsideFeatures.SecondsSuffix));
        }
    }

    /// <summary>Whether features of these names were worked out from evidence.</summary>
    public bool AreWorkedOut(IReadOnlyCollection<string> names) => names.Contains(OutsideFeatures.Any(signal), StringComparer.Ordinal) && names.Contains(OutsideFeatures.Count(signal), StringComparer.Ordinal);

    /// <summary>Whether a reading may lack a kind.</summary>
    /// <param name="names">Names of its features.</param>
    public bool MayLack(IReadOnlyCollection<string> names)
    {
        if (!AreWorkedOut(names))
            return false;
        var all = names.ToHashSet(StringComparer.Ordinal);
        return _scores.Any(score => !all.Contains(score) || (_timed.Contains(score) && !all.Contains(score + OutsideFeatures.SecondsSuffix)));
    }

    /// <summary>Adds zeros for the kinds of which a clip has none. A kind that was found without times keeps its seconds missing.</summary>
    /// <param name="features">Features worked out from evidence.</param>
    public void Fill(Dictionary<string, float> features)
    {
        foreach (var score in _scores)
        {
            if (features.TryAdd(score, 0))
                features.TryAdd(score + OutsideFeatures.CountSuffix, 0);
            if (_timed.Contains(score) && features.GetValueOrDefault(score + OutsideFeatures.CountSuffix) == 0)
                features.TryAdd(score + OutsideFeatures.SecondsSuffix, 0);
        }
    }

    /// <summary>The features that evidence did not bring: columns of a table.</summary>
    /// <param name="features">Features of a reading that has evidence.</param>
    public IEnumerable<KeyValuePair<string, float>> Columns(IReadOnlyDictionary<string, float> features) => features.Where(feature => !IsWorkedOut(feature.Key, features));

    /// <summary>Whether evidence works a feature out.</summary>
    /// <param name="name">Its name.</param>
    /// <param name="features">All features of a reading that has evidence.</param>
    public bool IsWorkedOut(string name, IReadOnlyDictionary<string, float> features) =>
        name == OutsideFeatures.Any(signal) || name == OutsideFeatures.Count(signal)
        || IsKind(name, features) || IsKind(Without(name, OutsideFeatures.CountSuffix), features) || IsKind(Without(name, OutsideFeatures.SecondsSuffix), features);

    private static bool IsKind(string? score, IReadOnlyDictionary<string, float> features) =>
        score is not null && features.ContainsKey(score) && features.ContainsKey(score + OutsideFeatures.CountSuffix);

    private static string? Without(string name, string suffix) => name.EndsWith(suffix, StringComparison.Ordinal) ? name[..^suffix.Length] : null;

    private void AddScore(string score, bool timed)
    {
        if (_scores.Add(score) && _scores.Count > OutsideFeatures.MostKinds)
            _scores.Remove(_scores.Max!);
        if (timed && _scores.Contains(score))
            _timed.Add(score);
    }
}
