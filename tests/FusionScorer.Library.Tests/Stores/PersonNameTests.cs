using FusionScorer.Library.Records;

namespace FusionScorer.Library.Tests.Stores;

public sealed class PersonNameTests
{
    [Theory]
    [InlineData("J.J. Abrams", "jj abrams")]
    [InlineData("JJ Abrams", "jj abrams")]
    [InlineData("  Élodie \t YUNG ", "élodie yung")]
    [InlineData("Robert Downey Jr.", "robert downey jr")]
    [InlineData("a . b", "a b")]
    [InlineData(" . ", "")]
    [InlineData("", "")]
    public void Normalise_Spelling_GivesTheForm(string name, string form) => Assert.Equal(form, PersonName.Normalise(name));
}
