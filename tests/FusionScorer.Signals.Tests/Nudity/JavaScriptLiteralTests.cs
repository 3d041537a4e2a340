using FusionScorer.Signals.Nudity.Conversion;

namespace FusionScorer.Signals.Tests.Nudity;

public sealed class JavaScriptLiteralTests
{
    [Theory]
    [InlineData("{a:1,b_2:\"x\"}", "{\"a\":1,\"b_2\":\"x\"}")]
    [InlineData("{a:!0,b:!1,c:null}", "{\"a\":true,\"b\":false,\"c\":null}")]
    [InlineData("[.5,-.5,-0,1e-7,35e-21,-1.25]", "[0.5,-0.5,-0,1e-7,35e-21,-1.25]")]
    [InlineData("{a:[[\"b{\\\"c\",0,{}]]},rest", "{\"a\":[[\"b{\\\"c\",0,{}]]}")]
    public void Parse_MinifiedObject_IsTheSameAsJson(string script, string json)
    {
        using var document = JavaScriptLiteral.Parse(script);
        Assert.Equal(json, document.RootElement.GetRawText());
    }

    [Theory]
    [InlineData("{a:[1,2}")]
    [InlineData("{a:\"x}")]
    [InlineData("{a:1")]
    [InlineData("{a b}")]
    [InlineData("")]
    public void Parse_NoObject_Throws(string script) => Assert.Throws<InvalidDataException>(() => JavaScriptLiteral.Parse(script));
}
