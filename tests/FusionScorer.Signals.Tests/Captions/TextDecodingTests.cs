using System.Text;
using FsCheck;
using FsCheck.Fluent;
using FusionScorer.Signals.Captions;

namespace FusionScorer.Signals.Tests.Captions;

public class TextDecodingTests
{
    private const string Text = "1\n00:00:01,000 --> 00:00:02,000\nCafé “déjà vu” naïve\n";

    public static TheoryData<byte[]> Encodings => new(
        Encoding.UTF8.GetBytes(Text),
        [0xEF, 0xBB, 0xBF, .. Encoding.UTF8.GetBytes(Text)],
        [0xFF, 0xFE, .. Encoding.Unicode.GetBytes(Text)],
        [0xFE, 0xFF, .. Encoding.BigEndianUnicode.GetBytes(Text)],
        Encoding.Unicode.GetBytes(Text),
        Encoding.BigEndianUnicode.GetBytes(Text),
        CodePagesEncodingProvider.Instance.GetEncoding(1252)!.GetBytes(Text));

    [Theory]
    [MemberData(nameof(Encodings))]
    public void Decode_EachEncoding_GivesTheSameText(byte[] bytes) => Assert.Equal(Text, TextDecoding.Decode(bytes));

    [Fact]
    public void Decode_Utf8CutInsideALetter_KeepsAllOthers()
    {
        var bytes = Encoding.UTF8.GetBytes("Café déjà vu é")[..^1];

        Assert.Equal("Café déjà vu \uFFFD", TextDecoding.Decode(bytes));
    }

    [Fact]
    public void Decode_AnyBytes_NeverThrows() =>
        Prop.ForAll<byte[]>(bytes => Assert.NotNull(TextDecoding.Decode(bytes))).Check(Config.QuickThrowOnFailure);
}
