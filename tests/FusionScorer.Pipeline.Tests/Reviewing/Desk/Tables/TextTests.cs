using System.Text;
using FusionScorer.Core.Randomness;
using FusionScorer.Library.Records;
using FusionScorer.Pipeline.Reviewing.Desk.Tables;

namespace FusionScorer.Pipeline.Tests.Reviewing.Desk.Tables;

/// <summary>Titles and paths as they are packed, searched and sorted.</summary>
public sealed class TextTests
{
    private static readonly string[] Pieces = ["a", "B", "é", "Ö", "clip ", "the film", "日本", "\u202e", "ﬁ", "z", "", "Clip 12", "Clip 123", "\ud800"];

    [Theory]
    [InlineData("Amélie", "amelie")]
    [InlineData("STRASSE", "strasse")]
    [InlineData("ÖSTERSUND", "ostersund")]
    [InlineData("ﬁlm", "film")]
    [InlineData("日本", "日本")]
    public void Fold_LeavesOutCaseAndMarks(string text, string folded) => Assert.Equal(folded, FoldedText.Of(text));

    [Fact]
    public void Fold_OfAnUnpairedSurrogate_IsNoFault() => Assert.StartsWith("a", FoldedText.Of("A\ud800é"), StringComparison.Ordinal);

    [Fact]
    public void Order_IsThatOfTheBytes_AndOfRowsWhereTheyAreEqual()
    {
        var texts = Texts(3000);
        var bytes = Array.ConvertAll(texts, Encoding.UTF8.GetBytes);

        var order = TextOrder.Of(texts.Length, row => bytes[row]);

        var expected = Enumerable.Range(0, texts.Length).Order(Comparer<int>.Create((one, other) =>
            bytes[one].AsSpan().SequenceCompareTo(bytes[other]) is var by and not 0 ? by : one.CompareTo(other)));
        Assert.Equal(expected, order);
    }

    [Fact]
    public void Packed_GivesBackEveryText_NullAndEmptyApart_AndTheRowOfEachByte()
    {
        string?[] texts = ["one", null, "", "two é", null, "three"];
        var builder = new PackedText.Builder();
        foreach (var text in texts)
            builder.Add(text);
        var packed = builder.Build();

        Assert.Equal(texts, Enumerable.Range(0, texts.Length).Select(row => packed[row]));
        for (var at = 0; at < packed.Bytes.Length; at++)
            Assert.InRange(at - packed.StartOf(packed.RowAt(at)), 0, packed.Of(packed.RowAt(at)).Length - 1);
    }

    [Fact]
    public void Search_FindsWhatLookingAtEachClipFinds()
    {
        var titles = Texts(500);
        var builder = new ClipTableBuilder();
        for (var i = 0; i < titles.Length; i++)
            builder.Add(new ClipBrief(i + 1, $"id{i}", "films", i % 3 == 0 ? null : $"folder/{titles[(i * 7) % titles.Length]}.mkv", i % 5 == 0 ? null : titles[i], null, null, [], null));
        var clips = new ClipTable(builder);

        foreach (var question in (string[])["clip", "CLIP 12", "film é", "folder e", "ostersund", "id4", "日本", "fi", " ", "nothing like it", "12 clip b"])
        {
            var words = FoldedText.Of(question).Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries);
            var found = TextSearch.Of(clips, question).Rows(titles.Length);
            for (var row = 0; row < titles.Length; row++)
            {
                var text = string.Join('\n', FoldedText.Of(clips[row].Metadata.Title ?? ""), FoldedText.Of(clips[row].Path ?? ""), clips[row].ClipId);
                Assert.Equal(words.All(word => text.Contains(word, StringComparison.Ordinal)), found[row]);
            }
        }
    }

    [Fact]
    public void Rows_AreFoundByNumberAndById()
    {
        var builder = new ClipTableBuilder();
        for (var i = 0; i < 200; i++)
            builder.Add(new ClipBrief((i * 3) + 1, $"{(i * 7919) % 1000}:é{i}", null, null, null, null, null, [], null));
        var clips = new ClipTable(builder);

        for (var row = 0; row < 200; row++)
            Assert.Equal((row, row), (clips.RowOf(clips[row].No), clips.RowOf(clips[row].ClipId)));
        Assert.Equal((-1, -1), (clips.RowOf(2), clips.RowOf("none")));
    }

    private static string[] Texts(int count)
    {
        var random = new CounterRandom(5, 1);
        return [.. Enumerable.Range(0, count).Select(_ => string.Concat(Enumerable.Range(0, random.NextInt(6)).Select(_ => Pieces[random.NextInt(Pieces.Length)])).Replace("\ud800", "", StringComparison.Ordinal))];
    }
}
