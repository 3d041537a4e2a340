using System.Text;
using System.Text.Json;
using FsCheck;
using FsCheck.Fluent;
using FusionScorer.Core;
using FusionScorer.Library.Importing;

namespace FusionScorer.Library.Tests.Importing;

public sealed class JsonItemsTests
{
    [Theory]
    [InlineData("[]", "")]
    [InlineData("", "")]
    [InlineData(" [ {\"a\":1} ,\n{\"a\":[{\"b\":2}]}]", "1:{\"a\":1} 2:{\"a\":[{\"b\":2}]}")]
    [InlineData("\uFEFF{\"a\":1}\n\n{\"a\":2}\n", "1:{\"a\":1} 3:{\"a\":2}")]
    [InlineData("{\"schema\":\"x.export.things/1\",\"levels\":[1,{}],\n\"things\":[\n{\"a\":1},\n{\"a\":2}\n],\"more\":{\"things\":[3]}}\n", "3:{\"a\":1} 4:{\"a\":2}")]
    public void Read_ListLinesOrExport_GivesObjectsWithTheirLines(string text, string expected)
    {
        using var items = Open(text);
        var found = new List<string>();
        while (items.Read())
            found.Add($"{items.Line}:{items.Item.GetRawText()}");
        Assert.Equal(expected, string.Join(' ', found));
    }

    [Theory]
    [InlineData("[{\"a\":1}\n,3]", "f.json:2: an element is no JSON object")]
    [InlineData("[{\"a\":1},\n{\"a\":}]", "f.json:2: this is no JSON")]
    [InlineData("[{\"a\":1},\n{\"a\":1", "f.json:2: this is no JSON")]
    [InlineData("[{\"a\":1}] x", "f.json:1: this is no JSON")]
    [InlineData("{\"a\":1}\n{\"a\":2}\n{\"a\":3}\n{\"a\":}\n", "f.json:4: this is no JSON")]
    [InlineData("[{\"a\":1},\n{\"a\":2},\n\n{\"a\":3},\n{\"a\":}]\n", "f.json:5: this is no JSON")]
    [InlineData("{\"a\":1}\nclip_id,level\n", "f.json:2: this is no JSON")]
    public void Read_BadFile_NamesLineAndFault(string text, string expected) => Assert.StartsWith(expected, Faults.Of(() => ReadAll(Encoding.UTF8.GetBytes(text))), StringComparison.Ordinal);

    [Fact]
    public void Read_BytesThatAreNotUtf8_AreAFault() =>
        Assert.Contains("f.json:2: byte 0xFF is not UTF-8", Faults.Of(() => ReadAll(Encoding.Latin1.GetBytes("[\n{\"a\":\"\u00ff\"}]"))), StringComparison.Ordinal);

    [Fact]
    public void Read_AnyTextInAnyPieces_ReadsBack()
    {
        Prop.ForAll(HardText.Any.ListOf().ToArbitrary(), texts =>
        {
            var json = "[" + string.Join(",\n", texts.Select(text => JsonSerializer.Serialize(new { text, deep = new[] { new { text } } }))) + "]";
            using var items = JsonItems.Open(new Pieces(Encoding.UTF8.GetBytes(json)), "f.json");
            return texts.All(text => items.Read() && items.Item.GetProperty("text").GetString() == text) && !items.Read();
        }).Check(Config.QuickThrowOnFailure.WithMaxTest(300));
    }

    [Fact]
    public void Read_AnyBytes_ThrowsNothingButBadInput()
    {
        var random = new Random(7);
        var alphabet = Encoding.Latin1.GetBytes("[]{}\":,a1 \n\u00c3");
        for (var i = 0; i < 5000; i++)
        {
            var bytes = new byte[random.Next(40)];
            for (var j = 0; j < bytes.Length; j++)
                bytes[j] = alphabet[random.Next(alphabet.Length)];
            var fault = Record.Exception(() => ReadAll(bytes));
            Assert.True(fault is null or BadInputException, $"{Convert.ToHexString(bytes)}: {fault}");
        }
    }

    private static JsonItems Open(string text) => JsonItems.Open(new Pieces(Encoding.UTF8.GetBytes(text)), "f.json");

    private static void ReadAll(byte[] bytes)
    {
        using var items = JsonItems.Open(new Pieces(bytes), "f.json");
        while (items.Read())
            Assert.Equal(JsonValueKind.Object, items.Item.ValueKind);
    }

    private sealed class Pieces(byte[] bytes) : MemoryStream(bytes)
    {
        private int _turn;

        public override int Read(byte[] buffer, int offset, int count) => base.Read(buffer, offset, Math.Min(count, 1 + (_turn++ % 3)));
    }
}
