using System.Text;
using CsCheck;

namespace ChildPlatform.Kernel.Tests;

public sealed class VietnameseTextTests
{
    private static readonly Gen<string> Vietnamese = Gen.OneOf(
        Gen.Char["aàáảãạăằắẳẵặâầấẩẫậeèéẻẽẹêềếểễệiìíỉĩịoòóỏõọôồốổỗộơờớởỡợuùúủũụưừứửữựyỳýỷỹỵđĐÂĂƠƯ"].Array[0, 30],
        Gen.Char[" \t\u00A0abcDĐđéÍ'’-.,&/0129\u0301\u0323\u200B"].Array[0, 30],
        Gen.Char['\u0020', '\u2FFF'].Array[0, 30]).Select(characters => new string(characters));

    [Theory]
    [InlineData("Nguyễn Thị Hòa", "nguyen thi hoa")]
    [InlineData("NGUYỄN  THỊ HOÀ ", "nguyen thi hoa")]
    [InlineData("Đỗ Quý Đôn", "do quy don")]
    [InlineData("Đỗ Qúy Đôn", "do quy don")]
    [InlineData("Trần Thúy Thùy", "tran thuy thuy")]
    [InlineData("Trần\u00A0Thuý Thuỳ", "tran thuy thuy")]
    [InlineData("ẤN ẪN ẬN ẩn ằn ợ ữ", "an an an an an o u")]
    [InlineData("Bh’nướch", "bh'nuoch")]
    [InlineData("Bh'nướch", "bh'nuoch")]
    [InlineData("", "")]
    [InlineData(null, "")]
    public void Search_knows_no_marks_no_case_and_one_d(string? text, string key) =>
        Assert.Equal(key, VietnameseText.SearchKey(text));

    [Fact]
    public void Search_key_does_not_depend_on_the_unicode_form() =>
        Vietnamese.Where(IsWellFormed).Sample(text =>
        {
            var key = VietnameseText.SearchKey(text);
            Assert.Equal(key, VietnameseText.SearchKey(text.Normalize(NormalizationForm.FormC)));
            Assert.Equal(key, VietnameseText.SearchKey(text.Normalize(NormalizationForm.FormD)));
        });

    [Fact]
    public void Keys_of_keys_are_the_same_keys() =>
        Vietnamese.Where(IsWellFormed).Sample(text =>
        {
            var (search, equality, normal) =
                (VietnameseText.SearchKey(text), VietnameseText.EqualityKey(text), VietnameseText.Normalise(text));
            Assert.Equal(search, VietnameseText.SearchKey(search));
            Assert.Equal(equality, VietnameseText.EqualityKey(equality));
            Assert.Equal(normal, VietnameseText.Normalise(normal));
            Assert.Equal(search, VietnameseText.SearchKey(normal));
            var near = VietnameseText.NearNameKey(text);
            Assert.Equal(near, VietnameseText.NearNameKey(near));
        });

    [Fact]
    public void What_is_stored_is_composed_trimmed_and_visible()
    {
        Assert.Equal("Lê Thị Ngọc Ánh", VietnameseText.Normalise(" Lê  Thị\tNgọc\u200B Ánh\uFEFF".Normalize(NormalizationForm.FormD)));
        Assert.True(VietnameseText.Normalise("Hòa").IsNormalized(NormalizationForm.FormC));

        // The mark belongs to the letter before it, also where something invisible stood in between.
        Assert.Equal("\u1EA0", VietnameseText.Normalise("A\u200B\u0323"));
    }

    [Fact]
    public void Equality_keeps_marks_and_folds_case_and_spaces()
    {
        Assert.Equal(VietnameseText.EqualityKey("Lê  ĐỨC Mai"), VietnameseText.EqualityKey("lê đức mai"));
        Assert.NotEqual(VietnameseText.EqualityKey("Lê Đức Mai"), VietnameseText.EqualityKey("Lê Đức Mại"));
    }

    [Theory]
    [InlineData("Công ty TNHH Hòa Bình", "CTY TNHH HOÀ BÌNH")]
    [InlineData("Công ty TNHH Hòa Bình", "Công ty trách nhiệm hữu hạn Hòa Bình.")]
    [InlineData("Công ty TNHH MTV Hòa Bình", "C.ty TNHH một thành viên Hoà Bình")]
    [InlineData("CTY CP Thủy điện Sông Tranh", "Công ty Cổ phần Thuỷ điện Sông Tranh")]
    [InlineData("CTCP Thủy điện Sông Tranh", "Công ty Cổ phần Thuỷ điện Sông Tranh")]
    [InlineData("DNTN Phước Hòa", "Doanh nghiệp tư nhân Phước Hoà")]
    [InlineData("UBND xã Trà Linh", "Ủy ban nhân dân xã Trà Linh")]
    [InlineData("UBND xã Trà Linh", "Uỷ Ban Nhân Dân xã Trà-Linh")]
    [InlineData("HTX Đại Bình", "Hợp tác xã Đại Bình")]
    public void Near_names_agree_whatever_the_legal_form_is_written_like(string one, string other) =>
        Assert.Equal(VietnameseText.NearNameKey(one), VietnameseText.NearNameKey(other));

    [Theory]
    [InlineData("Công ty TNHH Hòa Bình", "Công ty Cổ phần Hòa Bình")]
    [InlineData("UBND xã Trà Linh", "UBND xã Trà Leng")]
    [InlineData("Nguyễn Văn An", "Nguyễn Văn Anh")]
    public void Different_bodies_stay_different(string one, string other) =>
        Assert.NotEqual(VietnameseText.NearNameKey(one), VietnameseText.NearNameKey(other));

    [Theory]
    [InlineData("Nguyễn Thị Ngọc Ánh", "Ánh")]
    [InlineData("  A Lăng  Bh'nướch ", "Bh'nướch")]
    [InlineData("Hồ", "Hồ")]
    [InlineData(" ", "")]
    public void Given_name_is_the_last_word(string fullName, string given) =>
        Assert.Equal(given, VietnameseText.GivenName(fullName));

    private static bool IsWellFormed(string text)
    {
        try
        {
            return text.IsNormalized() || text.Normalize().Length >= 0;
        }
        catch (ArgumentException)
        {
            return false; // Not a character of Unicode; no sender of JSON can send it either.
        }
    }
}
