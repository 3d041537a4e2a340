using System.Collections.Immutable;
using FusionScorer.Core.Clips;
using FusionScorer.Library.Policies;
using FusionScorer.Library.Records;
using FusionScorer.Library.Scanning;

namespace FusionScorer.Library.Tests.Scanning;

public sealed class LibraryScannerTests : IDisposable
{
    private readonly TempFolder _folder = new();
    private readonly Catalogue _catalogue = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void Scan_FreshLibrary_FindsClipsWithTheirSidecars()
    {
        _folder.Write("a/Film.mp4", "one");
        _folder.Write("a/Film.en.srt", "captions");
        _folder.Write("a/film.NFO", "<movie><title>First</title></movie>");
        _folder.Write("a/Film 2.mkv", "two");
        _folder.Write("a/Film 2.vtt", "captions");
        _folder.Write("a/Films.srt", "of another");
        _folder.Write("b/x.webm", "three");
        _folder.Write("b/movie.nfo", "<movie><title>Third</title></movie>");
        _folder.Write("b/.hidden.mp4", "no");
        _folder.Write("b/song.mp3", "no");
        var result = Scan();
        Assert.Empty(result.Warnings);
        Assert.Equal((3, 0, 0, 0, 0), Counts(result));
        Assert.Equal(["a/Film 2.mkv", "a/Film.mp4", "b/x.webm"], result.Changes.Select(change => change.Path));
        Assert.Equal([null, "First", "Third"], result.Changes.Select(change => change.Metadata.Title));
        Assert.Equal(["a/Film.mp4", "a/Film.en.srt", "a/film.NFO"], result.Changes[1].Files.Select(file => file.Path));
        Assert.Equal(["a/Film 2.mkv", "a/Film 2.vtt"], result.Changes[0].Files.Select(file => file.Path));
        Assert.All(result.Changes, change => Assert.Equal(26, change.ClipId.Length));
        Assert.Equal(3, result.Changes.Select(change => change.ClipId).Distinct().Count());
    }

    [Fact]
    public void Scan_Again_NothingChangedAndNothingIsRead()
    {
        var path = _folder.Write("a.mp4", "one");
        _folder.Write("a.srt", "x");
        Scan();
        Assert.Equal((0, 0, 0, 0, 1), Counts(Scan()));
        var time = File.GetLastWriteTimeUtc(path);
        _folder.Write("a.mp4", "two");
        File.SetLastWriteTimeUtc(path, time);
        Assert.Equal((0, 0, 0, 0, 1), Counts(Scan()));
    }

    [Fact]
    public void Scan_ContentSidecarOrMetadataChanged_KeepsTheClip()
    {
        _folder.Write("a.mp4", "one");
        var id = Scan().Changes[0].ClipId;
        _folder.Write("a.mp4", "longer");
        Assert.Equal((id, 1), (Assert.Single(Scan().Changes).ClipId, _catalogue.Last.Changed));
        _folder.Write("a.de.srt", "x");
        Assert.Equal((id, 1), (Assert.Single(Scan().Changes).ClipId, _catalogue.Last.Changed));
        _folder.Write("clips.csv", "clip_id,title\na.mp4,Named\n");
        Assert.Equal("Named", Assert.Single(Scan().Changes).Metadata.Title);
        File.Delete(_folder.At("clips.csv"));
        Assert.Null(Assert.Single(Scan().Changes).Metadata.Title);
        Assert.Equal((0, 0, 0, 0, 1), Counts(Scan()));
    }

    [Fact]
    public void Scan_RenamedWithSidecars_KeepsTheClip()
    {
        _folder.Write("a.mp4", "one");
        _folder.Write("a.srt", "x");
        var id = Scan().Changes[0].ClipId;
        Directory.CreateDirectory(_folder.At("new"));
        File.Move(_folder.At("a.mp4"), _folder.At("new/b.mp4"));
        File.Move(_folder.At("a.srt"), _folder.At("new/b.srt"));
        var result = Scan();
        Assert.Equal((0, 0, 1, 0, 0), Counts(result));
        var change = Assert.Single(result.Changes);
        Assert.Equal((id, "new/b.mp4"), (change.ClipId, change.Path));
        Assert.Equal(["new/b.mp4", "new/b.srt"], change.Files.Select(file => file.Path));
    }

    [Fact]
    public void Scan_TwoFilesSwapNames_ClipsFollowTheirContent()
    {
        _folder.Write("a.mp4", "one");
        _folder.Write("b.mp4", "other");
        var ids = Scan().Changes.ToDictionary(change => change.Path!, change => change.ClipId);
        File.Move(_folder.At("a.mp4"), _folder.At("t"));
        File.Move(_folder.At("b.mp4"), _folder.At("a.mp4"));
        File.Move(_folder.At("t"), _folder.At("b.mp4"));
        var result = Scan();
        Assert.Equal((0, 0, 2, 0, 0), Counts(result));
        Assert.Equal([(ids["b.mp4"], "a.mp4"), (ids["a.mp4"], "b.mp4")], result.Changes.Select(change => (change.ClipId, change.Path!)));
    }

    [Fact]
    public void Scan_IdenticalCopies_AreSeparateClips()
    {
        _folder.Write("a.mp4", "same");
        var first = Scan().Changes[0].ClipId;
        _folder.Write("0.mp4", "same");
        var copy = Assert.Single(Scan().Changes);
        Assert.NotEqual(first, copy.ClipId);
        Assert.Equal("0.mp4", copy.Path);
    }

    [Fact]
    public void Scan_TwoCopiesMove_SameFileNameGoesFirst()
    {
        _folder.Write("x/a.mp4", "same");
        _folder.Write("x/b.mp4", "same");
        var ids = Scan().Changes.ToDictionary(change => change.Path!, change => change.ClipId);
        Directory.CreateDirectory(_folder.At("y"));
        File.Move(_folder.At("x/a.mp4"), _folder.At("y/z.mp4"));
        File.Move(_folder.At("x/b.mp4"), _folder.At("y/b.mp4"));
        var result = Scan();
        Assert.Equal([(ids["x/b.mp4"], "y/b.mp4"), (ids["x/a.mp4"], "y/z.mp4")], result.Changes.Select(change => (change.ClipId, change.Path!)));
    }

    [Fact]
    public void Scan_GoneAndBack_IsTheSameClip()
    {
        _folder.Write("a.mp4", "one");
        _folder.Write("stays.mp4", "two");
        var id = Scan().Changes[0].ClipId;
        File.Delete(_folder.At("a.mp4"));
        var gone = Scan();
        Assert.Equal((0, 0, 0, 1, 1), Counts(gone));
        Assert.False(Assert.Single(gone.Changes).Present);
        Assert.False(Assert.Single(gone.Changes[0].Files).Present);
        Assert.Equal((0, 0, 0, 0, 1), Counts(Scan()));
        _folder.Write("elsewhere.mp4", "one");
        Assert.Equal((id, "elsewhere.mp4"), (Scan().Changes[0].ClipId, _catalogue.Last.Changes[0].Path));
    }

    [Fact]
    public void Scan_NoMediaFileAnyMore_IsADriveThatIsNotMountedUnlessSaidOtherwise()
    {
        _folder.Write("a.mp4", "one");
        Scan();
        File.Delete(_folder.At("a.mp4"));
        Assert.Contains("fusion scan --emptied", Faults.Of(() => Scan()), StringComparison.Ordinal);
        _catalogue.Emptied = true;
        Assert.Equal((0, 0, 0, 1, 0), Counts(Scan()));
    }

    [Fact]
    public void Scan_CaptionsOfAGoneClipBelongToANewOne_GoneClipComesFirst()
    {
        _folder.Write("x.mp4", "one");
        _folder.Write("x.en.srt", "captions");
        Scan();
        File.Delete(_folder.At("x.mp4"));
        _folder.Write("x.mkv", "another");
        var result = Scan();
        Assert.Equal([("x.mp4", false), ("x.mkv", true)], result.Changes.Select(change => (change.Path!, change.Present)));
        Assert.Equal(["x.mkv", "x.en.srt"], result.Changes[1].Files.Select(file => file.Path));
    }

    [Fact]
    public void KnownClips_GoneClip_IsFoundByAnyOfItsReferences()
    {
        var here = new Clip(1, "A", "films", "a.mp4", "f", ClipMetadata.Empty);
        var gone = new Clip(2, "B", "films", "a.mp4", "g", ClipMetadata.Empty);
        LibraryFile[] files = [new("films", "a.mp4", FileKind.Media, 1, 1, "f", 1, true), new("films", "b.mp4", FileKind.Media, 1, 1, "g", 2, false)];
        var references = new Dictionary<string, long> { ["A"] = 1, ["films:a.mp4"] = 1, ["B"] = 2 };
        var find = KnownClips.Of(files, [here], () => references, reference => reference == "B" ? gone : here);
        Assert.Equal((here, gone, null), (find(1), find(2), find(3)));
        Assert.Same(here, KnownClips.Of(files[..1], [here], () => throw new InvalidOperationException("not needed"), _ => null)(1));
    }

    [Fact]
    public void Scan_OtherContentUnderTheNameOfAGoneClip_IsANewClip()
    {
        _catalogue.Emptied = true;
        _folder.Write("a.mp4", "one");
        var id = Scan().Changes[0].ClipId;
        File.Delete(_folder.At("a.mp4"));
        Scan();
        _folder.Write("a.mp4", "another film");
        Assert.NotEqual(id, Assert.Single(Scan().Changes).ClipId);
    }

    [Fact]
    public void Scan_Links_NeverLeaveTheRootNorLoop()
    {
        using var outside = new TempFolder();
        outside.Write("secret.mp4", "secret");
        _folder.Write("real/a.mp4", "one");
        _folder.Write(".store/blob", "kept");
        Directory.CreateSymbolicLink(_folder.At("loop"), _folder.Path);
        Directory.CreateSymbolicLink(_folder.At("real/up"), "..");
        Directory.CreateSymbolicLink(_folder.At("out"), outside.Path);
        File.CreateSymbolicLink(_folder.At("out.mp4"), outside.At("secret.mp4"));
        File.CreateSymbolicLink(_folder.At("alias.mp4"), _folder.At("real/a.mp4"));
        File.CreateSymbolicLink(_folder.At("kept.mp4"), ".store/blob");
        File.CreateSymbolicLink(_folder.At("self.mp4"), "self.mp4");
        var result = Scan();
        Assert.Equal(["kept.mp4", "real/a.mp4"], result.Changes.Select(change => change.Path));
        Assert.Equal(
            ["films:out.mp4: is a link that leaves the library; skipped", "films:out: is a link that leaves the library; skipped", "films:self.mp4: is a link that leads nowhere; skipped"],
            result.Warnings.Order(StringComparer.Ordinal));
    }

    [Fact]
    public void Scan_OddNames_AreFound()
    {
        string[] names = ["it's \"q\".mp4", "line\nbreak.mp4", "-rf.mp4", "$(x);`y`.mp4", "tab\t.mp4", "日本.mp4", "%s.mp4", " lead.mp4"];
        foreach (var name in names)
            _folder.Write(name, name);
        _folder.Write("line\nbreak.srt", "x");
        _folder.Write("clips.csv", "clip_id,title\n\"line\nbreak.mp4\",Broken\nfilms:-rf.mp4,Dashed\n\" lead.mp4\",Led\n");
        var result = Scan();
        Assert.Empty(result.Warnings);
        Assert.Equal(names.Order(StringComparer.Ordinal), result.Changes.Select(change => change.Path));
        var broken = result.Changes.Single(change => change.Path!.StartsWith("line", StringComparison.Ordinal));
        Assert.Equal(("Broken", 2), (broken.Metadata.Title, broken.Files.Length));
        Assert.Equal("Led", result.Changes.Single(change => change.Path == " lead.mp4").Metadata.Title);
        Assert.Equal((0, 0, 0, 0, names.Length), Counts(Scan()));
    }

    [Fact]
    public void Scan_CsvAndNfo_FilledCellsOfTheTableWin()
    {
        _folder.Write("a.mp4", "one");
        _folder.Write("a.nfo", "<movie><title>From NFO</title><year>1990</year><genre>War</genre><mpaa>R</mpaa></movie>");
        _folder.Write("clips.csv", "clip_id,title,year,genres,shelf\na.mp4,,1991,Drama|War,3\nb.mp4,x,,,\na.mp4,y,,,\n,,,\n");
        var result = Scan();
        var metadata = Assert.Single(result.Changes).Metadata;
        Assert.Equal(("From NFO", 1991, "R"), (metadata.Title, metadata.Year, metadata.Rating));
        Assert.Equal(["Drama", "War"], metadata.Genres.ToArray());
        Assert.Equal(3, result.Warnings.Count);
        Assert.Contains("clips.csv:3: 'b.mp4' is no clip of library films", result.Warnings[0], StringComparison.Ordinal);
    }

    [Fact]
    public void Scan_BadFiles_GiveWarningsAndTheScanGoesOn()
    {
        _folder.Write("a.mp4", "one");
        _folder.Write("a.nfo", "<movie><title>T</title><year");
        _folder.Write("clips.csv", "nothing\n");
        var result = Scan();
        Assert.Equal("T", Assert.Single(result.Changes).Metadata.Title);
        Assert.Equal(2, result.Warnings.Count);
        Assert.Contains(result.Warnings, warning => warning.StartsWith("films:a.nfo: the NFO is damaged", StringComparison.Ordinal));
    }

    [Fact]
    public void Scan_FileIsEmptyNow_ItIsTheSameClip()
    {
        _folder.Write("a.mp4", "one");
        var before = Assert.Single(Scan().Changes);
        _folder.Write("a.mp4", "");
        var result = Scan();
        Assert.Equal((0, 1, 0, 0, 0), Counts(result));
        Assert.Equal((before.ClipId, Fingerprint.OfNothing), (result.Changes[0].ClipId, result.Changes[0].Fingerprint));
        Assert.Empty(result.Warnings);
    }

    [Fact]
    public void Scan_RootIsAbsent_IsRefused()
    {
        Assert.Contains("is not there; mount it", Faults.Of(() => _catalogue.Scanner.Scan(new LibraryRoot("films", _folder.At("none")), [], _ => null)), StringComparison.Ordinal);
    }

    private static (int New, int Changed, int Moved, int Gone, int Unchanged) Counts(ScanResult result) =>
        (result.New, result.Changed, result.Moved, result.Gone, result.Unchanged);

    private ScanResult Scan() => _catalogue.Scan(new LibraryRoot("films", _folder.Path));

    /// <summary>What a store keeps of scans: just enough to scan again.</summary>
    private sealed class Catalogue
    {
        private readonly Random _random = new(1);
        private readonly List<ClipChange> _clips = [];

        public bool Emptied { get; set; }

        public LibraryScanner Scanner => new(TimeProvider.System, bytes => _random.NextBytes(bytes)) { Emptied = Emptied };

        public ScanResult Last { get; private set; } = new([], 0, 0, 0, 0, 0, []);

        public ScanResult Scan(LibraryRoot root)
        {
            var files = _clips.SelectMany((clip, no) => clip.Files.Select(file => file with { ClipNo = no })).ToImmutableArray();
            Last = Scanner.Scan(root, files, no => new Clip(no, _clips[(int)no].ClipId, root.Name, _clips[(int)no].Path, _clips[(int)no].Fingerprint, _clips[(int)no].Metadata));
            foreach (var change in Last.Changes)
            {
                var no = _clips.FindIndex(clip => clip.ClipId == change.ClipId);
                _clips.RemoveRange(no < 0 ? 0 : no, no < 0 ? 0 : 1);
                _clips.Insert(no < 0 ? _clips.Count : no, change);
            }

            return Last;
        }
    }
}
