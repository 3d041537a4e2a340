using FsCheck;
using FsCheck.Fluent;
using FusionScorer.Library.Records;

namespace FusionScorer.Library.Tests.Records;

public sealed class PersonNameTests
{
    [Theory]
    [InlineData("J.J. Abrams", "jj abrams")]
    [InlineData("J. J. Abrams", "jj abrams")]
    [InlineData("J J Abrams", "jj abrams")]
    [InlineData("JJ Abrams", "jj abrams")]
    [InlineData("J.J.Abrams", "jj abrams")]
    [InlineData("Samuel L. Jackson", "samuel l jackson")]
    [InlineData("J.-P. Belmondo", "jp belmondo")]
    [InlineData("  Élodie \t YUNG ", "elodie yung")]
    [InlineData("Pedro Almodóvar", "pedro almodovar")]
    [InlineData("Pedro Almodo\u0301var", "pedro almodovar")]
    [InlineData("Łukasz Żal", "lukasz zal")]
    [InlineData("Mads Mikkelsen Ærø", "mads mikkelsen aero")]
    [InlineData("Nguyễn Thị Định", "nguyen thi dinh")]
    [InlineData("İbrahim Çelikkol", "ibrahim celikkol")]
    [InlineData("O'Brien", "obrien")]
    [InlineData("O’Brien", "obrien")]
    [InlineData("Oʼbrien", "obrien")]
    [InlineData("Jean-Luc Godard", "jean luc godard")]
    [InlineData("Jean\u2010Luc Godard", "jean luc godard")]
    [InlineData("Ｊｅａｎ－Ｌｕｃ　Ｇｏｄａｒｄ", "jean luc godard")]
    [InlineData("An\u200Bn\u202E Lee\uFEFF", "ann lee")]
    [InlineData("Robert Downey, Jr.", "robert downey jr")]
    [InlineData("John Smith (II)", "john smith (ii)")]
    [InlineData("John Smith( II )", "john smith (ii)")]
    [InlineData("a . b", "ab")]
    [InlineData("黒澤 明", "黒澤 明")]
    [InlineData("トム・クルーズ", "トム クルーズ")]
    [InlineData("ﾄﾑ ﾊﾞｰ", "トム バー")]
    [InlineData("は\u3099か\u3099", "ばが")]
    [InlineData("\u1107\u1169\u11BC", "봉")]
    [InlineData("Пётр Сергей", "петр сергеи")]
    [InlineData("Сергеи\u0306", "сергеи")]
    [InlineData("Γιώργος Λάνθιμος", "γιωργοσ λανθιμοσ")]
    [InlineData("शाहरुख़ ख़ान", "शाहरुख़ ख़ान")]
    [InlineData("葛\U000E0100西", "葛西")]
    [InlineData("★", "★")]
    [InlineData("( )", "")]
    [InlineData(" . ", "")]
    [InlineData("", "")]
    public void Normalise_Spelling_GivesTheForm(string name, string form) => Assert.Equal(form, PersonName.Normalise(name));

    [Theory]
    [InlineData("Robert Downey", "Robert Downey Jr.")]
    [InlineData("John Smith", "John Smith (II)")]
    [InlineData("John Smith (I)", "John Smith (II)")]
    [InlineData("will.i.am", "William")]
    [InlineData("Ann Lee", "Anna Lee")]
    [InlineData("バ", "パ")]
    public void Normalise_DifferentPeople_StayApart(string one, string other) => Assert.NotEqual(PersonName.Normalise(one), PersonName.Normalise(other));

    [Fact]
    public void Normalise_AnyText_IsIdempotentAndClean() => Prop.ForAll(Names(), name =>
    {
        var form = PersonName.Normalise(name);
        Assert.Equal(form, PersonName.Normalise(form));
        Assert.Equal(form.Trim(), form);
        Assert.DoesNotContain("  ", form, StringComparison.Ordinal);
        Assert.DoesNotContain(form, c => c is '.' or ',' or '-' or '\'' || char.IsControl(c) || c is >= 'A' and <= 'Z');
    }).Check(Config.QuickThrowOnFailure.WithMaxTest(3000));

    [Fact]
    public void Normalise_EveryLetter_IsIdempotent()
    {
        for (var code = 1; code < 0x20000; code++)
        {
            var text = code is >= 0xD800 and <= 0xDFFF ? ((char)code).ToString() : char.ConvertFromUtf32(code);
            var form = PersonName.Normalise(text);
            Assert.Equal(form, PersonName.Normalise(form));
        }
    }

    [Fact]
    public void Normalise_CaseBlanksAndMarks_DoNotMatter() => Prop.ForAll(Names(), name =>
    {
        var form = PersonName.Normalise(name);
        Assert.Equal(form, PersonName.Normalise($"\u200E {name}\u200B. "));
        Assert.Equal(form, PersonName.Normalise(string.Concat(name.Select(c => c is >= 'a' and <= 'z' ? (char)(c - 32) : c))));
        Assert.Equal(form, PersonName.Normalise(string.Concat(name.Select(c => char.IsAsciiLetter(c) ? c + "\u0301" : c.ToString()))));
    }).Check(Config.QuickThrowOnFailure.WithMaxTest(1000));

    // Made of what names are made of, and of what breaks them.
    private static Arbitrary<string> Names()
    {
        string[] parts =
        [
            "a", "B", "ab", "Jo", "é", "e\u0301", "ß", "Æ", "ﬁ", ".", "-", "'", "’", " ", "  ", "(", ")", "[", "]", ",", "II", "Jr.", "王", "バ", "か", "\u3099", "ﾊ", "ﾞ",
            "\u1100", "\u1161", "\u11A8", "가", "\u200B", "\u202E", "\uD83D", "\uDE00", "😀", "Ω", "ς", "Й", "\u0306", "ख़", "Ａ", "（", "1", "/",
        ];
        var pieces = Gen.OneOf(Gen.Elements(parts), Gen.Choose(0, 0xFFFF).Select(code => ((char)code).ToString()));
        return pieces.ListOf().Select(list => string.Concat(list)).ToArbitrary();
    }
}
