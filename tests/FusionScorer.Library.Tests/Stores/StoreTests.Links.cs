using FusionScorer.Core;
using FusionScorer.Core.Clips;
using FusionScorer.Library.Records;

namespace FusionScorer.Library.Tests.Stores;

public abstract partial class StoreTests
{
    [SkippableFact]
    public void PersonLinks_SpellingsOfOneName_AreOnePerson()
    {
        Store.Clips.Apply([
            Change("c1", "a", new ClipMetadata(Directors: ["J.J. Abrams"], Cast: ["Ann", " . "])),
            Change("c2", "b", new ClipMetadata(Directors: [" jj  abrams ", "JJ ABRAMS"], Cast: ["J.J. Abrams"]))]);

        var links = Store.Clips.PersonLinks();
        var abrams = links[0].Person;
        var ann = links[1].Person;

        Assert.Equal(
            [new(No("c1"), abrams, "director"), new(No("c1"), ann, "actor"), new(No("c2"), abrams, "director"), new(No("c2"), abrams, "actor")],
            links);
        Assert.Equal(
            [(abrams, "J.J. Abrams"), (ann, "Ann")],
            Store.Clips.PersonNames([abrams, ann, 999]).OrderBy(name => name.Key).Select(name => (name.Key, name.Value)));
    }

    [SkippableFact]
    public void PersonLinks_MetadataChanged_AreReplacedAndNumbersStay()
    {
        Store.Clips.Apply([Change("c1", "a", new ClipMetadata(Directors: ["Old"], Cast: ["Stays"]))]);
        var stays = Store.Clips.PersonLinks().Single(link => link.Role == "actor").Person;

        Store.Clips.Apply([Change("c1", "a", new ClipMetadata(Directors: ["Stays"]))]);

        Assert.Equal([new PersonLink(No("c1"), stays, "director")], Store.Clips.PersonLinks());
    }

    [SkippableTheory]
    [InlineData(false)]
    [InlineData(true)]
    public void PersonLinks_IdKnownOfOneClip_JoinsSpellingsInWhateverOrder(bool idFirst)
    {
        var named = Change("c1", "a", new ClipMetadata(Directors: ["JJ Abrams"]));
        var known = Change("c2", "b", new ClipMetadata(Cast: [new("J.J. Abrams", 9190)], Writers: [new("Jeffrey Abrams", 9190)]));
        Store.Clips.Apply([idFirst ? known : named]);
        Store.Clips.Apply([idFirst ? named : known]);

        var links = Store.Clips.PersonLinks();

        Assert.Equal(3, links.Count);
        Assert.Equal(["actor", "director", "writer"], links.Select(link => link.Role).Order());
        Assert.Equal(links[0].Person, Assert.Single(links.Select(link => link.Person).Distinct()));

        Store.Clips.Apply([Change("c3", "c", new ClipMetadata(Directors: [new("J. J. Abrams", 7)]))]);

        Assert.Equal(3, Store.Clips.PersonLinks().Select(link => link.Person).Distinct().Count());
    }

    [SkippableFact]
    public void PersonLinks_ClipWithTheIdIsGone_TellsFromTheOthersAlone()
    {
        Store.Clips.Apply([
            Change("c1", "a", new ClipMetadata(Directors: ["Ann"])),
            Change("c2", "b", new ClipMetadata(Directors: [new("Ann", 1)])),
            Change("c3", "c", new ClipMetadata(Directors: [new("Ann", 2)]))]);
        Assert.Equal(3, Store.Clips.PersonLinks().Select(link => link.Person).Distinct().Count());

        Store.Clips.Apply([Change("c3", "c", new ClipMetadata(Directors: [new("Ann", 2)]), present: false)]);

        Assert.Single(Store.Clips.PersonLinks().Select(link => link.Person).Distinct());
    }

    [SkippableFact]
    public void PersonLinks_AnyClipsInAnyOrder_AreThePeopleOfTheResolver() => Properties.ForAll(
        30,
        (size, seed) =>
        {
            var mentions = Records.PersonResolverTests.Random(size, seed);
            var clips = mentions.Select((mention, i) => Change($"c{i}", $"{i}", i % 3 == 0 ? new ClipMetadata(Directors: [mention]) : new ClipMetadata(Writers: [mention]))).ToList();
            // What was known before must leave no trace.
            Store.Clips.Apply([.. Enumerable.Range(0, 30).Select(i => Change($"c{i}", $"{i}", new ClipMetadata(Cast: [new("Ann Lee", i + 1)]), present: i >= size))]);
            for (var i = 30; i-- > size;)
                Store.Clips.Apply([Change($"c{i}", $"{i}", ClipMetadata.Empty)]);
            foreach (var clip in clips.AsEnumerable().Reverse())
                Store.Clips.Apply([clip]);

            var resolver = new PersonResolver();
            var numbers = mentions.Select(resolver.Add).ToArray();
            var people = resolver.Resolve();
            var expected = numbers.Select((number, i) => new PersonLink(No($"c{i}"), number < 0 ? -1 : people[number], i % 3 == 0 ? "director" : "writer"));

            Assert.Equal(Shape([.. expected.Where(link => link.Person >= 0)]), Shape(Store.Clips.PersonLinks()));
        },
        tests: 12);

    [SkippableFact]
    public void PersonSpellings_SomeInSeveralWays_ListsTheseMostFrequentFirst()
    {
        Store.Clips.Apply([
            Change("c1", "a", new ClipMetadata(Directors: ["J.J. Abrams"], Cast: ["Ann", "Bó"], Writers: [new("JJ Abrams", 9190)])),
            Change("c2", "b", new ClipMetadata(Directors: ["JJ Abrams"], Cast: ["Ann", "Bo"]))]);
        var links = Store.Clips.PersonLinks();
        int abrams = links[0].Person, bo = links[^1].Person;

        Assert.Equal([new(abrams, "JJ Abrams", 2), new(abrams, "J.J. Abrams", 1), new(bo, "Bo", 1), new(bo, "Bó", 1)], Store.Clips.PersonSpellings(10));
        Assert.Equal([new(abrams, "JJ Abrams", 2), new(abrams, "J.J. Abrams", 1)], Store.Clips.PersonSpellings(1));
    }

    // Which links are of one person, whatever the number.
    private static List<(long Clip, string Role, int First)> Shape(IReadOnlyList<PersonLink> links)
    {
        var ordered = links.OrderBy(link => link.ClipNo).ThenBy(link => link.Role, StringComparer.Ordinal).ToList();
        return [.. ordered.Select(link => (link.ClipNo, link.Role, ordered.FindIndex(other => other.Person == link.Person)))];
    }

    [SkippableFact]
    public void ReplaceViewerLinks_SecondTime_ReplacesThatSourceOnly()
    {
        var c = AddClips(3);
        Store.Clips.ReplaceViewerLinks("a", [new(c[0], 1, 3.5f), new(c[1], -2, float.NaN)]);
        Store.Clips.ReplaceViewerLinks("b", [new(c[2], long.MinValue, 0.1f)]);

        Store.Clips.ReplaceViewerLinks("a", [new(c[1], 7, 1)]);
        Reopen();

        Assert.Equal([new(c[1], 7, 1), new(c[2], long.MinValue, 0.1f)], Store.Clips.ViewerLinks());
    }

    [SkippableFact]
    public void ReplaceViewerLinks_AnyOrderAndDoubles_AreOrderedAndTheLastCounts()
    {
        var c = AddClips(2);

        Store.Clips.ReplaceViewerLinks("a", [new(c[1], 9, 1), new(c[0], 5, 2), new(c[1], 3, float.NaN), new(c[0], 5, 4)]);

        Assert.Equal([new(c[0], 5, 4), new(c[1], 3, float.NaN), new(c[1], 9, 1)], Store.Clips.ViewerLinks());
    }

    [SkippableFact]
    public void ReplaceViewerLinks_WhileItRuns_ReadersSeeAllOldLinks()
    {
        var c = AddClips(1);
        Store.Clips.ReplaceViewerLinks("a", [new(c[0], 1, 1), new(c[0], 2, 2)]);
        var seen = new List<int>();

        Store.Clips.ReplaceViewerLinks("a", Links());

        Assert.Equal([2, 2, 2], seen);
        Assert.Equal(3000, Store.Clips.ViewerLinks().Count);

        IEnumerable<ViewerLink> Links()
        {
            for (var i = 0; i < 3000; i++)
            {
                if (i % 1000 == 500)
                    seen.Add(Store.Clips.ViewerLinks().Count);
                yield return new(c[0], 100 + i, 1);
            }
        }
    }

    [SkippableFact]
    public void ReplaceViewerLinks_SourceBreaksOff_KeepsTheOldLinks()
    {
        var c = AddClips(1);
        Store.Clips.ReplaceViewerLinks("a", [new(c[0], 1, 1)]);

        Assert.Throws<BadInputException>(() => Store.Clips.ReplaceViewerLinks("a", Broken()));

        Assert.Equal([new ViewerLink(c[0], 1, 1)], Store.Clips.ViewerLinks());

        IEnumerable<ViewerLink> Broken()
        {
            for (var i = 0; i < 1500; i++)
                yield return new(c[0], i, 1);
            throw new BadInputException("viewers.csv", 1502, "no such clip");
        }
    }

    [SkippableFact]
    public void ReplaceViewerLinks_OvertakenByAnotherOne_StopsAndTheLaterOneStays()
    {
        var c = AddClips(1);
        using var other = Open();

        var error = Assert.Throws<BadInputException>(() => Store.Clips.ReplaceViewerLinks("a", Overtaken()));

        Assert.Contains("second time", error.Message, StringComparison.Ordinal);
        Assert.Equal([new ViewerLink(c[0], 42, 1)], Store.Clips.ViewerLinks());

        IEnumerable<ViewerLink> Overtaken()
        {
            yield return new(c[0], 1, 1);
            other.Clips.ReplaceViewerLinks("a", [new(c[0], 42, 1)]);
        }
    }
}
