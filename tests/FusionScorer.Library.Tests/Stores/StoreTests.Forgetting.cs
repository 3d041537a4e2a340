using FusionScorer.Library.Links;
using FusionScorer.Library.Records;

namespace FusionScorer.Library.Tests.Stores;

public abstract partial class StoreTests
{
    [SkippableFact]
    public void ForgetViewers_Some_RemovesTheirLinksOfAllSourcesAndMarksLinksAsChanged()
    {
        var c = AddClips(2);
        Store.Clips.ReplaceViewerLinks("a", [new(c[0], 1, 1), new(c[0], 2, 2), new(c[1], -3, 3)]);
        Store.Clips.ReplaceViewerLinks("b", [new(c[1], 1, 4)]);
        var reader = new StampReader();
        Store.Clips.ReadLinks(reader);

        var forgotten = Store.Clips.ForgetViewers([1, -3, 99]);
        Reopen();

        Assert.Equal((3L, 2), (forgotten.Links, forgotten.Viewers));
        Assert.Equal([new ViewerLink(c[0], 2, 2)], Store.Clips.ViewerLinks());
        var again = new StampReader();
        Assert.True(Store.Clips.ReadLinks(again, reader.Stamp));
        Assert.False(again.ViewersStay);
    }

    [SkippableFact]
    public void ForgetViewers_All_LeavesNone_AndTheyCanBeImportedAnew()
    {
        var c = AddClips(1);
        Store.Clips.ReplaceViewerLinks("a", [new(c[0], 1, 1), new(c[0], 2, 2)]);

        var forgotten = Store.Clips.ForgetViewers(viewers: null);
        var none = Store.Clips.ViewerLinks();
        Store.Clips.ReplaceViewerLinks("a", [new(c[0], 7, 1)]);

        Assert.Equal((2L, 2), (forgotten.Links, forgotten.Viewers));
        Assert.Empty(none);
        Assert.Single(Store.Clips.ViewerLinks());
    }

    private sealed class StampReader : ILinkReader
    {
        public LinkStamp Stamp { get; private set; }

        public bool ViewersStay { get; private set; }

        public void Begin(LinkStamp stamp, long[] clips, bool viewersStay) => (Stamp, ViewersStay) = (stamp, viewersStay);

        public void Person(in PersonLink link)
        {
        }

        public void Viewer(in ViewerLink link)
        {
        }
    }
}
