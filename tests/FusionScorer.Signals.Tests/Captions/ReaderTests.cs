using System.Globalization;
using FsCheck;
using FsCheck.Fluent;
using FusionScorer.Signals.Captions;

namespace FusionScorer.Signals.Tests.Captions;

public class ReaderTests
{
    [Fact]
    public void SubRip_WellFormed_GivesCues()
    {
        var list = SubRipReader.Read("1\r\n00:00:01,500 --> 00:00:02,000\r\nHello\r\nworld\r\n\r\n2\r\n01:02:03,004 --> 01:02:04,000 X1:10 X2:20\r\n42\r\n");

        Assert.Equal([new Cue(1500, 2000, "Hello\nworld"), new Cue(3723004, 3724000, "42")], list.Cues.AsEnumerable());
        Assert.Equal(0, list.Skipped);
    }

    [Fact]
    public void SubRip_Damaged_KeepsWhatCanBeRead()
    {
        const string Text = """
            00:00:01.5-->00:00:02.0
            no number, points, no spaces

            empty line inside
            2
            00:00:0x,000 --> 00:00:05,000
            bad time
            3
            00:00:09,000 --> 00:00:08,000
            backwards
            4
            99999:00:00,000 --> 99999:00:01,000
            beyond
            5
            02:03,5 --> 02:04
            no hours
            6
            00:00:06,000 --> 00:00:07,000

            7
            00:00:03,000 --> 00:00:04,000
            out of order
            """;

        var list = SubRipReader.Read(Text);

        Assert.Equal(
            [new Cue(1500, 2000, "no number, points, no spaces\nempty line inside"), new Cue(3000, 4000, "out of order"), new Cue(123500, 124000, "no hours")],
            list.Cues.AsEnumerable());
        Assert.Equal(4, list.Skipped);
    }

    [Fact]
    public void WebVtt_HeaderNotesStylesAndSettings_HoldNoCue()
    {
        const string Text = """
            WEBVTT - title
            Kind: captions

            NOTE
            not shown

            STYLE
            ::cue { color: red }

            REGION
            id:fred

            intro
            00:01.000 --> 00:02.000 align:start position:0%
            <v Fred>Hi <c.loud>there</c> &amp; <00:01.500>you</v>

            00:99:00.000 -> broken
            not a cue

            00:00:03.000 --> 00:00:04.000
            - One
            - Two &lt;3&nbsp;&#65;&#x42;&bogus;
            """;

        var list = WebVttReader.Read(Text);

        Assert.Equal([new Cue(1000, 2000, "Hi there & you"), new Cue(3000, 4000, "- One\n- Two <3 AB&bogus;")], list.Cues.AsEnumerable());
    }

    [Fact]
    public void SubStation_DialogueLines_LoseOverridesDrawingsAndDoubles()
    {
        const string Text = """
            [Script Info]
            Title: x
            [V4+ Styles]
            Format: Name, Fontname
            Style: Default,Arial
            [Events]
            Format: Layer, Start, End, Style, Name, MarginL, MarginR, MarginV, Effect, Text
            Dialogue: 0,0:00:01.50,0:00:02.00,Default,,0,0,0,,{\an8\i1}Hello,{\i0} world\Nline\htwo
            Dialogue: 1,0:00:01.50,0:00:02.00,Default,,0,0,0,,{\bord3}Hello, world\Nline two
            Comment: 0,0:00:03.00,0:00:04.00,Default,,0,0,0,,not shown
            Dialogue: 0,0:00:05.00,0:00:06.00,Default,,0,0,0,,{\p1}m 0 0 l 100 0{\p0}
            Dialogue: 0,0:00:07.00,0:00:08.00,Default,,0,0,0,,{\k20}fu{\k30}dge
            Dialogue: 0,bad,0:00:08.00,Default,,0,0,0,,no
            Dialogue: 0,short
            """;

        var list = SubStationReader.Read(Text);

        Assert.Equal([new Cue(1500, 2000, "Hello, world\nline two"), new Cue(7000, 8000, "fudge")], list.Cues.AsEnumerable());
        Assert.Equal(3, list.Skipped);
    }

    [Fact]
    public void SubStation_OldFormatWithOtherColumns_IsRead()
    {
        var list = SubStationReader.Read("[Events]\nFormat: Marked, End, Start, Text\nDialogue: Marked=0,0:00:02.00,0:00:01.00,Hi, you\n");

        Assert.Equal([new Cue(1000, 2000, "Hi, you")], list.Cues.AsEnumerable());
    }

    [Theory]
    [InlineData("<i>a</i> <font color=\"#fff\">b</font>", "a b")]
    [InlineData("{\\an8}a{y:i}b", "ab")]
    [InlineData("1 < 2 > 0 <3", "1 < 2 > 0 <3")]
    [InlineData("{laughs} ha", "{laughs} ha")]
    [InlineData("a\u0000b\u001Bc\td\u00A0e", "abc d e")]
    [InlineData("<i>\n</i>  \n x ", "x")]
    [InlineData("<unclosed", "<unclosed")]
    [InlineData("&#0;&#xD800;&#99999999;", "&#xD800;&#99999999;")]
    public void Plain_MarkUp_IsTakenOut(string marked, string plain) => Assert.Equal(plain, CueText.Plain(marked));

    [Fact]
    public void Read_RollUpCaptions_CountEachLineOnce()
    {
        var cues = string.Join('\n', Enumerable.Range(0, 10).Select(i =>
            $"00:00:{i:00}.000 --> 00:00:{i + 1:00}.000\n{(i == 0 ? "" : $"line {i - 1}\n")}line {i}\n"));

        var list = WebVttReader.Read("WEBVTT\n\n" + cues);

        Assert.Equal(Enumerable.Range(0, 10).Select(i => $"line {i}"), list.Cues.Select(cue => cue.Text));
    }

    [Fact]
    public void Read_SpokenRepetition_IsKept()
    {
        var cues = string.Join('\n', Enumerable.Range(0, 10).Select(i => $"00:00:{i:00}.000 --> 00:00:{i + 1:00}.000\n{(i is 3 or 4 ? "No!" : $"Line {i}")}\n"));

        Assert.Equal(10, WebVttReader.Read("WEBVTT\n\n" + cues).Cues.Length);
    }

    [Fact]
    public void Read_HostileSizes_AreBounded()
    {
        var many = string.Concat(Enumerable.Range(0, 60_000).Select(i => $"{TimeSpan.FromSeconds(i).ToString("hh':'mm':'ss", CultureInfo.InvariantCulture)},0 --> 23:59:59,0\nx{i}\n"));
        var wide = "00:00:01,0 --> 00:00:02,0\n" + new string('{', 500_000) + new string('<', 500_000) + new string('&', 500_000);

        Assert.Equal(50_000, SubRipReader.Read(many).Cues.Length);
        Assert.Equal(2_000, Assert.Single(SubRipReader.Read(wide).Cues).Text.Length);
    }

    [Fact]
    public void Read_AnyText_NeverThrowsAndKeepsOrder()
    {
        var pieces = Gen.OneOf(
            Gen.Elements("00:00:01,000", " --> ", "-->", "1", "\n", "\n\n", "\r\n", "WEBVTT", "[Events]", "Dialogue: ", "Format: ", "Start, End, Text", ",", "{\\", "}", "<i>", "&#", ";", "\\N"),
            Gen.Choose(0, 0xFFFF).Select(code => ((char)code).ToString()));
        Prop.ForAll(Arb.From(pieces.ListOf().Select(list => string.Concat(list))), text =>
        {
            foreach (var list in new[] { SubRipReader.Read(text), WebVttReader.Read(text), SubStationReader.Read(text) })
                Assert.True(list.Cues.Zip(list.Cues.Skip(1)).All(pair => pair.First.StartMs <= pair.Second.StartMs) && list.Cues.All(cue => cue.EndMs >= cue.StartMs && cue.Text.Length > 0));
        }).Check(Config.QuickThrowOnFailure.WithMaxTest(1000).WithEndSize(80));
    }

    [Theory]
    [InlineData("Hello", "Hello")]
    [InlineData("[door slams] Hi (quietly) you", " Hi  you")]
    [InlineData("(multi\nline)\nYes", "\nYes")]
    [InlineData("JOHN: Go!\n- MRS. O'HARA: No.", " Go!\n No.")]
    [InlineData("Listen: go at 10:30", "Listen: go at 10:30")]
    [InlineData("I: yes", "I: yes")]
    [InlineData("[unclosed yes", "[unclosed yes")]
    public void Spoken_SoundsAndSpeakers_AreTakenOut(string cue, string spoken) => Assert.Equal(spoken, SpokenText.Of(cue));
}
