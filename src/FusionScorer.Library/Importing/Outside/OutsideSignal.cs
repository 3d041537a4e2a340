using FusionScorer.Core.Clips;

namespace FusionScorer.Library.Importing.Outside;

/// <summary>Names of signals that are brought from outside: as evidence, as columns, or by a program.</summary>
public static class OutsideSignal
{
    private const int LongestName = 32;

    private static readonly string[] Own = [SignalNames.Captions, SignalNames.Speech, SignalNames.Nudity, SignalNames.Genre, SignalNames.People, SignalNames.Viewers, SignalNames.Metadata, "media"];

    /// <summary>Why a signal cannot be called so; null when it can: small letters, digits and dashes, and none that the program reads itself.</summary>
    public static string? Fault(string name) =>
        name.Length is 0 or > LongestName || !char.IsAsciiLetterLower(name[0]) || !name.All(c => char.IsAsciiLetterLower(c) || char.IsAsciiDigit(c) || c == '-')
            ? $"'{name}' cannot be a signal's name; write small letters, digits and dashes, such as violence"
            : Own.Contains(name) ? $"signal '{name}' is read by the program itself; choose another name" : null;
}
