namespace FusionScorer.Core.Clips;

/// <summary>Names of features: <c>signal.feature</c>, for example <c>captions.strong</c>, <c>genre.horror</c>, <c>viewers.p[PG-13]</c>.</summary>
public static class FeatureName
{
    /// <summary>The signal part: what stands before the first dot; empty when there is none.</summary>
    public static ReadOnlySpan<char> SignalOf(ReadOnlySpan<char> name)
    {
        var dot = name.IndexOf('.');
        return dot < 0 ? [] : name[..dot];
    }

    /// <summary>Whether the name has a signal and a feature part.</summary>
    public static bool IsValid(ReadOnlySpan<char> name)
    {
        var dot = name.IndexOf('.');
        return dot > 0 && dot < name.Length - 1;
    }

    /// <summary>The feature of a genre: <c>genre.</c> and the genre in lower case, other characters than letters and digits turned into single dashes.</summary>
    public static string OfGenre(ReadOnlySpan<char> genre)
    {
        Span<char> slug = stackalloc char[Math.Min(genre.Length, 64)];
        var length = 0;
        foreach (var c in genre)
        {
            if (length == slug.Length)
                break;
            if (char.IsLetterOrDigit(c))
                slug[length++] = char.ToLowerInvariant(c);
            else if (length > 0 && slug[length - 1] != '-')
                slug[length++] = '-';
        }

        return $"{SignalNames.Genre}.{slug[..length].TrimEnd('-')}";
    }
}
