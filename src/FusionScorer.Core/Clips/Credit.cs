namespace FusionScorer.Core.Clips;

/// <summary>A person whom a clip names: as director, actor or writer.</summary>
/// <param name="Name">The name as written, without ids.</param>
/// <param name="Imdb">The number of the person's IMDb id (9190 for <c>nm0009190</c>), 0 when none is stated.</param>
/// <param name="Tmdb">The number of the person's TMDB id, 0 when none is stated.</param>
public readonly record struct Credit(string Name, int Imdb = 0, int Tmdb = 0)
{
    /// <summary>Whether an id is stated.</summary>
    public bool HasId => Imdb > 0 || Tmdb > 0;

    /// <summary>A name without an id.</summary>
    public static implicit operator Credit(string name) => new(name);

    /// <summary>The name.</summary>
    public override string ToString() => Name;
}
