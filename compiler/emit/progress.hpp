// How a script of several segments knows what is due: it reads the version rows once, keeps in settings of its session
// what is done, and asks them, and in each transaction the rows again, before every part (RULINGS 29, 30).
//
//   migc.session  the process of the server's that the script began with
//   migc.rows     the version rows as the last part left them
//   migc.done     one character for each part of the script, 1 where it is done
#pragma once

#include "compiler/emit/segments.hpp"

#include <cstddef>
#include <string>

namespace migc::emit {

/// Reads the version rows and sets what is done; raises on rows that are not in the script's range. Inside a
/// transaction; there may be no version table yet.
std::string opening(Plan const& plan, std::vector<Segment> const& segments, Target const& target);

/// `true` or `false` into the psql variable `migc_do`: whether one of `count` parts from `first` on (counted from 0) is
/// due. Followed by `\if`; end_of_question() closes it.
std::string question(std::size_t first, std::size_t count);
std::string end_of_question();

/// It is still the session that began, with its lock where the script keeps one, and the version rows are as it left
/// them.
std::string still_there(Target const& target, bool keeps_lock);

/// Behind the changes of `count` parts from `first` on: they are done, and these are the rows now.
std::string done(std::size_t first, std::size_t count, Target const& target);

/// The changes of the version rows of a part whose revision is applied to rows that are not known beforehand.
std::string row_changes_from_anywhere(Plan const& plan, Part const& part, Target const& target);

/// At the end of `any:TO`: nothing is left to do.
std::string all_done();

} // namespace migc::emit
