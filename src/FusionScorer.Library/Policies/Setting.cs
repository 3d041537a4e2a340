namespace FusionScorer.Library.Policies;

/// <summary>A value of a settings file with its line.</summary>
/// <param name="Line">From 1.</param>
internal abstract record Setting(int Line)
{
    /// <summary>What the value is, for messages.</summary>
    public abstract string Kind { get; }
}

/// <summary>Text, a number or a flag, as written.</summary>
/// <param name="Line">From 1.</param>
/// <param name="Value">The text; empty for an empty value.</param>
/// <param name="Quoted">Whether quotes or a block stood around it, so that an empty text is meant.</param>
internal sealed record TextSetting(int Line, string Value, bool Quoted) : Setting(Line)
{
    /// <inheritdoc/>
    public override string Kind => IsNothing ? "nothing" : "text";

    /// <summary>Whether nothing was written.</summary>
    public bool IsNothing => !Quoted && Value is "" or "~" or "null";
}

/// <summary>A list.</summary>
internal sealed record ListSetting(int Line, IReadOnlyList<Setting> Items) : Setting(Line)
{
    /// <inheritdoc/>
    public override string Kind => "a list";
}

/// <summary>Keys with values, in the order of the file; keys are unique.</summary>
internal sealed record MapSetting(int Line, IReadOnlyList<(string Key, int Line, Setting Value)> Entries) : Setting(Line)
{
    /// <inheritdoc/>
    public override string Kind => "keys with values";

    /// <summary>The value of a key; null when it is absent.</summary>
    public Setting? this[string key]
    {
        get
        {
            foreach (var entry in Entries)
            {
                if (entry.Key == key)
                    return entry.Value;
            }

            return null;
        }
    }
}
