using FusionScorer.Core.Clips;
using FusionScorer.Core.Randomness;
using FusionScorer.Library.Records;

namespace FusionScorer.Library.Tests.Records;

public sealed class PersonResolverTests
{
    [Fact]
    public void Resolve_SameId_IsOnePersonWhateverTheName() => Assert.Equal([0, 0, 2, 2], People(new("Ann", 1), new("Anne Lee", 1), new("Bo", Tmdb: 1), new("Bob", Tmdb: 1)));

    [Fact]
    public void Resolve_DifferentIdsOneName_AreTwoPeople() => Assert.Equal([0, 1, 2, 3], People(new("Ann", 1), new("Ann", 2), new("Bo", Tmdb: 1), new("Bo", Tmdb: 2)));

    [Fact]
    public void Resolve_NameWithoutId_BelongsToTheOnlyPersonOfThatName() => Assert.Equal([0, 0, 0, 3], People("JJ Abrams", new("J. J. Abrams", 9190), new("Jeffrey", 9190), "Ann"));

    [Fact]
    public void Resolve_NameWithoutIdButTwoPeopleOfThatName_IsAThirdPerson() => Assert.Equal([0, 1, 2], People("Ann", new("Ann", 1), new("Ann", 2)));

    [Fact]
    public void Resolve_TmdbIdAlone_BelongsToTheOnlyImdbPersonWhoCarriesIt() => Assert.Equal([0, 0, 0], People(new("A. Lee", Tmdb: 5), new("Ann Lee", 1, 5), "A Lee"));

    [Fact]
    public void Resolve_TmdbIdOfTwoImdbPeople_IsAPersonOfItsOwn() => Assert.Equal([0, 1, 2], People(new("Ann", Tmdb: 5), new("Bo", 1, 5), new("Cy", 2, 5)));

    [Fact]
    public void Resolve_TwoTmdbIdsOfOneImdbPerson_AreOnePerson() => Assert.Equal([0, 0, 0, 0], People(new("Ann", 1, 5), new("Ann", 1, 6), new("B", Tmdb: 5), new("C", Tmdb: 6)));

    [Fact]
    public void Add_NeitherNameNorId_IsNobody()
    {
        var resolver = new PersonResolver();
        Assert.Equal(-1, resolver.Add(" . "));
        Assert.Equal(-1, resolver.Add(default));
        Assert.Equal(0, resolver.Add(new("", 7)));
        Assert.Equal(0, resolver.Add(new(" . ", 7)));
        Assert.Equal([0], resolver.Resolve());
    }

    [Fact]
    public void Resolve_AnyOrder_GivesTheSamePeople() => Properties.ForAll(40, (size, seed) =>
    {
        var mentions = Random(size, seed);
        var shuffled = mentions.Select((mention, i) => (mention, key: new CounterRandom(seed ^ 77).At((ulong)i))).OrderBy(pair => pair.key).Select(pair => pair.mention).ToArray();

        Assert.Equal(Groups(mentions), Groups(shuffled));
    });

    [Fact]
    public void Resolve_AnyMentions_KeepTheRule() => Properties.ForAll(40, (size, seed) =>
    {
        var mentions = Random(size, seed);
        var people = People(mentions);
        for (var i = 0; i < mentions.Length; i++)
        {
            for (var j = 0; j < i; j++)
            {
                if (mentions[i].Imdb > 0 && mentions[j].Imdb > 0)
                    Assert.Equal(mentions[i].Imdb == mentions[j].Imdb, people[i] == people[j]);
                else if (mentions[i].Imdb == 0 && mentions[j].Imdb == 0 && mentions[i].Tmdb > 0 && mentions[i].Tmdb == mentions[j].Tmdb)
                    Assert.Equal(people[i], people[j]);
                else if (!mentions[i].HasId && !mentions[j].HasId)
                    Assert.True(people[i] == people[j] || PersonName.Normalise(mentions[i].Name) != PersonName.Normalise(mentions[j].Name));
            }
        }
    });

    internal static Credit[] Random(int count, ulong seed)
    {
        var random = new CounterRandom(seed);
        string[] names = ["Ann Lee", "ann lee", "A. Lee", "Bo", "Bó", "Cy", "C.Y.", ""];
        return [.. Enumerable.Range(0, count).Select(_ => new Credit(names[random.NextInt(names.Length)], Id(), Id()))];

        int Id() => Math.Max(0, random.NextInt(8) - 4);
    }

    private static int[] People(params Credit[] mentions)
    {
        var resolver = new PersonResolver();
        var numbers = mentions.Select(resolver.Add).ToArray();
        var people = resolver.Resolve();
        return [.. numbers.Select(number => number < 0 ? -1 : Array.FindIndex(numbers, other => other >= 0 && people[other] == people[number]))];
    }

    private static List<string> Groups(Credit[] mentions)
    {
        var people = People(mentions);
        return [.. mentions.Select((mention, i) => (Text: $"{mention.Name}/{mention.Imdb}/{mention.Tmdb}", Person: people[i])).Distinct()
            .GroupBy(pair => pair.Person, pair => pair.Text).Select(group => string.Join(" + ", group.Order(StringComparer.Ordinal))).Order(StringComparer.Ordinal)];
    }
}
