using System.Text;
using PrivacyFunctions.Staging;

namespace PrivacyFunctions.Tests.Staging;

public sealed class ContentSnifferTests
{
    [Theory]
    [InlineData("89504E470D0A1A0A00", "png")]
    [InlineData("FFD8FFE000104A464946", "jpg")]
    [InlineData("474946383961", "gif")]
    [InlineData("52494646000000005745425056503820", "webp")]
    [InlineData("255044462D312E37", "pdf")]
    [InlineData("504B0304", "zip")]
    [InlineData("1F8B0800", "gz")]
    [InlineData("00000018667479706D703432", "mp4")]
    [InlineData("4D5A9000", "bin")]
    [InlineData("7F454C46", "bin")]
    [InlineData("00", "bin")]
    [InlineData("", "bin")]
    [InlineData("FFFEFFFE", "bin")]
    public void Bytes_are_named_by_how_they_begin(string hex, string extension) =>
        Assert.Equal(extension, ContentSniffer.Extension(Convert.FromHexString(hex), LargeValueKind.Bytes));

    [Theory]
    [InlineData("<html><script>alert(1)</script>")]
    [InlineData("<?xml version=\"1.0\"?><svg onload=\"x\"/>")]
    [InlineData("#!/bin/sh\nrm -rf /")]
    [InlineData("{\"a\":1}")]
    [InlineData("plain ä 👍")]
    public void Text_is_text_whatever_it_says(string text)
    {
        Assert.Equal("txt", ContentSniffer.Extension(Encoding.UTF8.GetBytes(text), LargeValueKind.Bytes));
        Assert.Equal("txt", ContentSniffer.Extension(Encoding.UTF8.GetBytes(text), LargeValueKind.Text));
    }

    [Fact]
    public void Text_cut_within_a_character_is_still_text()
    {
        var bytes = Encoding.UTF8.GetBytes(string.Concat(Enumerable.Repeat("👍", 200)));
        for (var offset = 0; offset < 4; offset++)
            Assert.Equal("txt", ContentSniffer.Extension([.. "abc"u8[..offset], .. bytes.AsSpan(0, ContentSniffer.Head - offset)], LargeValueKind.Bytes));
    }
}
